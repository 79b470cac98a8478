import '@fastify/multipart'; // its types of `FastifyRequest`
import { UnsupportedMediaTypeException } from '@nestjs/common';
import { InvalidRequest, type Files, type StoredFile } from '@max/kernel/server';
import type { FastifyRequest } from 'fastify';
import { basename } from 'node:path';

export interface Upload {
  readonly file: StoredFile;
  readonly fileName: string;
}

const LONGEST_NAME = 200;

/**
 * Streams the one file of a multipart request, in the field `file`, to the files.
 * @throws UnsupportedMediaTypeException, or InvalidRequest for any other field, or when there is no file
 */
export const receiveUpload = async (request: FastifyRequest, files: Files): Promise<Upload> => {
  if (!request.isMultipart()) throw new UnsupportedMediaTypeException('send the file as multipart/form-data');
  let upload: Upload | undefined;
  for await (const part of request.parts()) {
    if (part.type !== 'file' || part.fieldname !== 'file') throw refused(part.fieldname, 'there is no such field');
    const name = basename(part.filename.replaceAll('\\', '/')).slice(0, LONGEST_NAME);
    upload = { file: await files.put(part.file), fileName: name || 'catalogue.csv' };
  }
  if (!upload) throw refused('file', 'missing');
  if (upload.file.bytes === 0) throw refused('file', 'the file is empty');
  return upload;
};

const refused = (field: string, message: string): InvalidRequest => new InvalidRequest([{ field, message }]);
