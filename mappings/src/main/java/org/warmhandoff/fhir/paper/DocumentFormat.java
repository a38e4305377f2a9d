package org.warmhandoff.fhir.paper;

/** The forms in which a document can be had. All say the same. */
public enum DocumentFormat {
  /** One page for the screen or the printer, whole in itself. */
  HTML("text/html", ".html"),
  /** PDF/A, for archives and for systems that show no HTML. */
  PDF("application/pdf", ".pdf"),
  /** UTF-8 without markup. */
  TEXT("text/plain", ".txt");

  private final String contentType;
  private final String fileSuffix;

  DocumentFormat(String contentType, String fileSuffix) {
    this.contentType = contentType;
    this.fileSuffix = fileSuffix;
  }

  /** The media type, such as {@code text/html}. */
  public String contentType() {
    return contentType;
  }

  /** With its dot, such as {@code .html}. */
  public String fileSuffix() {
    return fileSuffix;
  }
}
