package org.warmhandoff.fhir.paper;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.hl7.fhir.r4.model.Attachment;
import org.warmhandoff.fhir.base.Fhir;
import org.warmhandoff.fhir.base.MappingContext;

/** A paper in one of its forms. */
public final class Rendition {

  private final Paper paper;
  private final DocumentFormat format;
  private final byte[] bytes;

  private Rendition(Paper paper, DocumentFormat format, byte[] bytes) {
    this.paper = paper;
    this.format = format;
    this.bytes = bytes;
  }

  /** In that form, but a page where a PDF could not show all that it says. */
  public static Rendition of(MappingContext context, Paper paper, DocumentFormat wanted) {
    return switch (wanted) {
      case HTML -> html(context, paper);
      case PDF ->
          Pdf.of(context, paper)
              .map(bytes -> new Rendition(paper, DocumentFormat.PDF, bytes))
              .orElseGet(() -> html(context, paper));
      case TEXT -> text(context, paper);
    };
  }

  /** In the order of the FHIR page. */
  public Attachment attachment() {
    return new Attachment()
        .setContentType(format.contentType())
        .setLanguage("en")
        .setData(bytes)
        .setSize(bytes.length)
        .setHash(sha1())
        .setTitle(paper.content().banner().label())
        .setCreationElement(Fhir.time(paper.record().recordedAt()));
  }

  private static Rendition html(MappingContext context, Paper paper) {
    return new Rendition(paper, DocumentFormat.HTML, Page.html(context, paper));
  }

  private static Rendition text(MappingContext context, Paper paper) {
    var text = PlainText.of(context, paper);
    return new Rendition(paper, DocumentFormat.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** R4 wants SHA-1. It finds what was cut off on the way; nothing is proven by it. */
  private byte[] sha1() {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
