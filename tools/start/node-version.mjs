// Kept in syntax that old Nodes can read, so that they can say what is wrong.

/** Ends the process with one clear line when this Node is older than package.json's `engines` asks for (20.19). */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Max Booster needs Node 20.19 or newer; this is Node ${version}.`);
  process.exit(1);
}
