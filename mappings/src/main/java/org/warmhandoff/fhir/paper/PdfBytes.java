package org.warmhandoff.fhir.paper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * A finished PDF as bytes, not compressed: compression is the platform's, and not even two JDKs on
 * one machine have the same.
 */
final class PdfBytes {

  private PdfBytes() {}

  static byte[] of(PDDocument document) throws IOException {
    try (var written = Loader.loadPDF(bytes(document))) {
      written.setDocumentId(document.getDocumentId());
      var parts = written.getDocument();
      for (var key : parts.getXrefTable().keySet()) {
        if (parts.getObjectFromPool(key).getObject() instanceof COSStream stream) {
          decompress(stream);
        }
      }
      return bytes(written);
    }
  }

  private static byte[] bytes(PDDocument document) throws IOException {
    var bytes = new ByteArrayOutputStream();
    document.save(bytes, CompressParameters.NO_COMPRESSION);
    return bytes.toByteArray();
  }

  private static void decompress(COSStream stream) throws IOException {
    byte[] content;
    try (var in = stream.createInputStream()) {
      content = in.readAllBytes();
    }
    stream.removeItem(COSName.FILTER);
    stream.removeItem(COSName.DECODE_PARMS);
    try (var out = stream.createOutputStream()) {
      out.write(content);
    }
  }
}
