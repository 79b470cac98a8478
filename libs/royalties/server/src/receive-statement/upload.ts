import '@fastify/multipart'; // its types of `FastifyRequest`
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { StatementId } from '@max/kernel';
import { InvalidRequest, type Files, type StoredFile } from '@max/kernel/server';
import type { StatementFormat } from '@max/royalties/contracts';
import type { FastifyRequest } from 'fastify';
import { basename } from 'node:path';

export interface Upload {
  readonly file: StoredFile;
  readonly fileName: string;
  readonly format: StatementFormat | null;
  readonly corrects: StatementId | null;
}

const FORMATS: readonly StatementFormat[] = ['ddex-dsr-basic-audio', 'ddex-dsr-ugc', 'distrokid', 'tunecore'];
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const LONGEST_NAME = 200;

/**
 * Streams the file of a multipart request to the files, whatever the order of its parts.
 * @throws UnsupportedMediaTypeException, or InvalidRequest for an unknown field, a bad value or a missing file
 */
export const receiveUpload = async (request: FastifyRequest, files: Files): Promise<Upload> => {
  if (!request.isMultipart()) throw new UnsupportedMediaTypeException('send the file as multipart/form-data');
  let file: StoredFile | undefined;
  let fileName = '';
  let format: StatementFormat | null = null;
  let corrects: StatementId | null = null;
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      if (part.fieldname !== 'file') throw refused(part.fieldname, 'there is no such file field');
      file = await files.put(part.file);
      fileName = basename(part.filename.replaceAll('\\', '/')).slice(0, LONGEST_NAME) || 'statement';
    } else if (part.fieldname === 'format') format = formatOf(part.value);
    else if (part.fieldname === 'corrects') corrects = statementId(part.value);
    else throw refused(part.fieldname, 'there is no such field');
  }
  if (!file) throw refused('file', 'missing');
  return { file, fileName, format, corrects };
};

const formatOf = (value: unknown): StatementFormat | null => {
  if (value === '') return null;
  const format = FORMATS.find((known) => known === value);
  if (!format) throw refused('format', `must be one of ${FORMATS.join(', ')}`);
  return format;
};

const statementId = (value: unknown): StatementId | null => {
  if (value === '') return null;
  if (typeof value !== 'string' || !UUID.test(value)) throw refused('corrects', 'must be the id of a statement');
  return value as StatementId;
};

const refused = (field: string, message: string): InvalidRequest => new InvalidRequest([{ field, message }]);
