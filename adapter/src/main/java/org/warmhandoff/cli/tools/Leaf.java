package org.warmhandoff.cli.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Bundle;
import org.warmhandoff.fhir.paper.DocumentFormat;

/**
 * What is printed or goes into one file.
 *
 * @param suffix of its file, with the dot
 */
@SuppressWarnings("ArrayRecordComponent") // travels once to where it is written
record Leaf(String suffix, byte[] bytes) {

  /** FHIR, as people read it. */
  static Leaf fhir(Format format, Bundle bundle) {
    var text = format.parser().encodeResourceToString(bundle);
    return new Leaf(
        format == Format.XML ? ".xml" : ".json", (text.stripTrailing() + "\n").getBytes(UTF_8));
  }

  /** A document; of the kind that it became, which may not be the one that was wished for. */
  static Leaf paper(Attachment paper) {
    return Arrays.stream(DocumentFormat.values())
        .filter(format -> format.contentType().equals(mediaType(paper)))
        .findFirst()
        .map(format -> new Leaf(format.fileSuffix(), paper.getData()))
        .orElseThrow();
  }

  private static String mediaType(Attachment paper) {
    return paper.getContentType().split(";", 2)[0];
  }
}
