import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { refuse } from '../../core/issue';

/** A certificate and its key, PEM in base64 as a Secret holds them. */
export interface CertificatePair {
  readonly cert: string;
  readonly key: string;
}

interface PemBlock {
  readonly label: string;
  readonly der: Buffer;
}

/**
 * A pair that the user provides, checked as sprig's `buildCustomCert` checks it: base64, PEM, an X.509 certificate, a
 * private key in PKCS#1, SEC 1 or PKCS#8. Whether the two belong together is not checked, as there.
 */
export function customCertificate(pair: CertificatePair, path: string): CertificatePair {
  const cert = decoded(pair.cert, `${path}.cert`, 'a certificate');
  const key = decoded(pair.key, `${path}.key`, 'a private key');
  const certBlock = firstBlock(cert) ?? refuseText(`${path}.cert`, 'a certificate', 'this is not PEM');
  const keyBlock = firstBlock(key) ?? refuseText(`${path}.key`, 'a private key', 'this is not PEM');
  try {
    new X509Certificate(certBlock.der);
  } catch (error) {
    refuseText(`${path}.cert`, 'a certificate', `this is PEM, but no X.509 certificate (${(error as Error).message})`);
  }
  try {
    privateKey(keyBlock, key.toString('latin1'));
  } catch (error) {
    refuseText(`${path}.key`, 'a private key', `this is PEM, but no private key (${(error as Error).message})`);
  }
  return { cert: cert.toString('base64'), key: key.toString('base64') };
}

function privateKey({ label, der }: PemBlock, pem: string): KeyObject {
  switch (label) {
    case 'PRIVATE KEY':
      return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    case 'RSA PRIVATE KEY':
      return createPrivateKey({ key: der, format: 'der', type: 'pkcs1' });
    case 'EC PRIVATE KEY':
      return createPrivateKey({ key: der, format: 'der', type: 'sec1' });
    case 'DSA PRIVATE KEY':
      return createPrivateKey(pem);
    default:
      throw new Error(`the first block is ${label}`);
  }
}

/** Base64 as Go reads it: padded, line breaks allowed, nothing else. */
function decoded(text: string, path: string, what: string): Buffer {
  const compact = text.replace(/[\r\n]/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) refuseText(path, what, 'this is not base64');
  return Buffer.from(compact, 'base64');
}

function firstBlock(pem: Buffer): PemBlock | undefined {
  const match = /^-----BEGIN ([^\n]*?)-----\s*\n([\s\S]*?)\n?-----END \1-----/m.exec(pem.toString('latin1'));
  return match ? { label: match[1] as string, der: Buffer.from(match[2] as string, 'base64') } : undefined;
}

function refuseText(path: string, what: string, why: string): never {
  return refuse({
    code: 'not-a-certificate',
    path: `values.${path}`,
    message: `${what} is expected here, but ${why}`,
    allowed: `${what} in PEM, encoded in base64`,
    fix: 'encode the PEM file: base64 -w0 FILE',
  });
}
