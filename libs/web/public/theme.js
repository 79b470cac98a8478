// Before the first paint: the scheme that this person chose here, if any (otherwise the system's).
{
  const chosen = localStorage.getItem('mb-theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
}
