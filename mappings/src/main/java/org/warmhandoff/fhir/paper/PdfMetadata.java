package org.warmhandoff.fhir.paper;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.GregorianCalendar;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;

/** What a PDF says about itself, from the record alone: the library would put today's date in. */
final class PdfMetadata {

  private static final String PRODUCER = "Warm Handoff";

  private static final String XMP =
      """
      <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/">
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description rdf:about=""
       xmlns:dc="http://purl.org/dc/elements/1.1/"
       xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
       xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
       xmlns:xmp="http://ns.adobe.com/xap/1.0/">
      <dc:format>application/pdf</dc:format>
      <dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>
      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">%1$s</rdf:li></rdf:Alt></dc:title>
      <dc:description><rdf:Alt><rdf:li xml:lang="x-default">%2$s</rdf:li></rdf:Alt></dc:description>
      <pdf:Producer>%3$s</pdf:Producer>
      <pdfaid:part>2</pdfaid:part>
      <pdfaid:conformance>A</pdfaid:conformance>
      <xmp:CreateDate>%4$s</xmp:CreateDate>
      <xmp:ModifyDate>%4$s</xmp:ModifyDate>
      </rdf:Description>
      </rdf:RDF>
      </x:xmpmeta>
      <?xpacket end="r"?>
      """;

  private PdfMetadata() {}

  static void write(PDDocument document, Paper paper) throws IOException {
    var at = paper.record().recordedAt().truncatedTo(ChronoUnit.SECONDS);
    var title = Legible.text(paper.content().banner().label());
    document.setDocumentInformation(information(title, paper.name(), at));
    document.setDocumentId(at.getEpochSecond());
    var xmp = XMP.formatted(Markup.escaped(title), Markup.escaped(paper.name()), PRODUCER, at);
    var metadata = new PDMetadata(document);
    metadata.importXMPMetadata(xmp.getBytes(StandardCharsets.UTF_8));
    document.getDocumentCatalog().setMetadata(metadata);
    writeColors(document);
  }

  /** sRGB, as the JDK has it. */
  static byte[] colors() {
    return ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
  }

  /** Less the name of the platform, which each JDK puts in anew. */
  private static void writeColors(PDDocument document) throws IOException {
    var colors = colors();
    Arrays.fill(colors, 40, 44, (byte) 0);
    var intent = document.getDocumentCatalog().getOutputIntents().get(0);
    try (var out = intent.getDestOutputIntent().createOutputStream()) {
      out.write(colors);
    }
  }

  private static PDDocumentInformation information(String title, String subject, Instant at) {
    var calendar = GregorianCalendar.from(at.atZone(ZoneOffset.UTC));
    var information = new PDDocumentInformation();
    information.setTitle(title);
    information.setSubject(subject);
    information.setProducer(PRODUCER);
    information.setCreationDate(calendar);
    information.setModificationDate(calendar);
    return information;
  }
}
