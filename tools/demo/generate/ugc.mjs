import { duration, foot, head } from './basic-audio.mjs';
import { decimal, format } from './decimal.mjs';
import { nextSale } from './sales.mjs';

const TERRITORIES = ['US', 'GB', 'BR', 'IN', 'MX', 'JP'];
const blanks = (count) => Array.from({ length: count }, () => '');
const record = (...cells) => cells.map(String).join('\t');

/**
 * A DDEX DSR flat file, UGC profile 1.2, of a video platform: advertising money for each recording used in videos, stated
 * line by line (LI01) with eight decimals.
 * @returns {Generator<string>} the file's lines with their line ends
 */
export function* ugc({ random, catalogue, deals, month, next, lastDay, lines: sales, tally }) {
  let lines = 0;
  const line = (...cells) => {
    lines += 1;
    return `${record(...cells)}\n`;
  };
  const plan = Array.from({ length: sales }, () => ({ ...nextSale(random, catalogue, deals), at: random.int(1, 6) }));
  yield line(
    head({
      ...{ profile: 'UgcProfile', id: `TC-${month}`, month, lastDay, created: `${next}-09T04:30:00Z` },
      ...{ sender: 'Tubecast', senderId: 2_026_010_102, service: 'Tubecast Ads' },
    }),
  );
  for (const [i, territory] of TERRITORIES.entries()) {
    const used = plan.reduce((sum, { at, quantity }) => sum + (at === i + 1 ? quantity : 0), 0);
    yield line(
      ...['SY05.02', i + 1, 'Tubecast', '', 'AdvertisementSupportedModel', 'UserMadeClip', territory, 'Tubecast Ads'],
      ...['MBX', '', 'SoundRecordingRight', used * 60, used, '', '', '', '', 'USD', ...blanks(5), 'Music', ''],
    );
  }
  for (const [i, { track, at, quantity, ...sale }] of plan.entries()) {
    const id = i + 1;
    const amount = decimal(BigInt(quantity) * BigInt(random.int(61_000, 148_000)), 8);
    const spoilt = random.chance(1, 400);
    yield line(
      ...['AS02.02', id, 'A1', `tc-${track.isrc}`, track.isrc, track.title, track.version, track.release.artist.name],
      ...['', duration(track.seconds), 'SoundRecording', ...blanks(11)],
    );
    yield line(
      ...['SU03.02', id, `${month}-${id}`, at, `tc-${track.isrc}`, quantity, format(amount, 8)],
      ...[`${month}-01`, lastDay, 'Music', 'true'],
    );
    yield line(
      ...['LI01.02', id, at, 'MBX', '', '', '1.0000', 'SoundRecordingRight', format(amount, 8)],
      ...[spoilt ? 'tbc' : format(amount, 8), quantity],
    );
    if (spoilt) tally.reject();
    else tally.accept({ ...sale, amount, currency: 'USD' });
  }
  yield `${foot(lines, TERRITORIES.length, plan.length)}\n`;
}
