const SAMPLES_A_SECOND = 22_050;
const HEADER_BYTES = 44;
const LOUDEST = 0.8 * 32_767;

/**
 * A chord as a WAV file (RIFF, 16 bit, mono): each tone a string that is plucked a little after the one before and fades.
 * @param tonesHz its tones
 */
export function chordWav(tonesHz: readonly number[], seconds: number): Buffer {
  const samples = Math.round(seconds * SAMPLES_A_SECOND);
  const file = Buffer.alloc(HEADER_BYTES + samples * 2);
  file.write("RIFF", 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(SAMPLES_A_SECOND, 24);
  file.writeUInt32LE(SAMPLES_A_SECOND * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let n = 0; n < samples; n += 1) {
    const time = n / SAMPLES_A_SECOND;
    const sum = tonesHz.reduce((all, hz, index) => all + pluck(hz, time - index * 0.18), 0);
    file.writeInt16LE(Math.round((sum / tonesHz.length) * LOUDEST), HEADER_BYTES + n * 2);
  }
  return file;
}

function pluck(hz: number, time: number): number {
  if (time < 0) return 0;
  const swing = (harmonic: number) => Math.sin(2 * Math.PI * hz * harmonic * time) / harmonic ** 1.6;
  return Math.min(1, time * 200) * Math.exp(-time * 1.4) * (swing(1) + swing(2) * 0.5 + swing(3) * 0.3) * 0.6;
}
