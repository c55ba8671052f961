import { renderSVG } from "uqr";

/** An address as a QR code (ISO/IEC 18004), an SVG that is dark on light whatever it stands on, with its quiet zone. */
export const qrCode = (address: string): string => renderSVG(address, { ecc: "M", border: 4, pixelSize: 4 });
