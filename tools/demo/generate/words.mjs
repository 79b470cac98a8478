// Words of our own for names and titles: made up, pronounceable, nobody's.
const list = (text) => text.trim().split(/\s+/);

export const FIRST_NAMES = list(`
  Ilse Maro Tenna Jovan Odile Kasper Nuri Selma Bastian Yara Emrik Lovisa Dario Meike Anselm Rosalba Tibor Signe
  Amadou Freya Leopold Inés Corin Zofia Malik Greta Aurelio Maren Ossian Paloma
`);

export const LAST_NAMES = list(`
  Vantaa Okoro Lindqvist Marchetti Halloran Suvorin Brandt Castellane Oyelaran Fjeld Moriarty Dufresne Kowalczyk
  Tamsin Arrowsmith Beaulieu Novak Sandoval Whitlock Ekström Fontaine Rask Delacroix Winterborn Pellegrin
`);

export const BAND_NAMES = list(`
  Paper_Harbour Velvet_Tundra The_Slow_Cartographers Neon_Orchard Midnight_Ferry Glass_Antlers Copper_Weather
  The_Borrowed_Hours Salt_&_Circuit Low_Tide_Parade Hollow_Meridian Electric_Almanac The_Quiet_Riots_of_Spring
  Juniper_Static Atlas_of_Rain Golden_Hour_Thieves Ninth_Lantern Satellite_Pantry
`).map((name) => name.replaceAll('_', ' '));

export const LABELS = ['Harbour Lights', 'Tundra Tapes', 'Ninth Wave Recordings', 'Kiosk Music', 'Paper Moon', ''];

export const TITLE_STARTS = list(`
  Amber Borrowed Broken Burning Cardboard Cobalt Crooked Distant Drowsy Electric Empty Endless Faded Falling Feral
  Foreign Frozen Gentle Golden Hidden Hollow Honest Indigo Lonely Lost Lucky Midnight Mirror Neon Northern Open Orange
  Paper Patient Plastic Quiet Restless Rusted Scarlet Secret Silver Sleepless Slow Southern Static Sudden Tender Thirsty
  Tidal Velvet Violet Wandering Weightless Wild Winter Wooden
`);

export const TITLE_ENDS = list(`
  Anthem Architecture Arrival Avenue Balcony Bicycle Birds Bonfire Boulevard Cathedral Chandelier Coastline Compass
  Constellation Corridor Daylight Departure Diamonds Elevator Embers Engine Escape Evenings Fever Fireflies Garden
  Gravity Harbour Heartland Horizon Hotel Island Kitchen Ladder Lanterns Letters Lighthouse Machine Magnolia Mayday
  Memory Mornings Mountain Ocean Orchard Parade Passenger Photograph Postcard Promise River Satellite Season Shoreline
  Signal Skyline Staircase Station Summer Sunday Telephone Thunder Tomorrow Umbrella Valley Voices Water Weather Window
`);

export const VERSIONS = ['', '', '', '', '', '', 'Live', 'Acoustic', 'Radio Edit', 'Remix', 'Instrumental'];
