package org.warmhandoff.fhir.paper;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Bidi;
import java.text.Normalizer;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.w3c.dom.Document;
import org.warmhandoff.fhir.base.MappingContext;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A page as PDF/A-2a. The same page gives the same bytes: no clock, no random id, and nothing is
 * fetched.
 */
final class Pdf {

  static {
    // it would log what stands in the page
    XRLog.setLoggingEnabled(false);
  }

  private Pdf() {}

  /** Empty if the fonts cannot show a character, or it runs from right to left. */
  static Optional<byte[]> of(MappingContext context, Paper paper) {
    var page = document(composed(Page.xhtml(context, paper)));
    return isShown(text(page)) ? Optional.of(rendered(page, paper)) : Optional.empty();
  }

  /** The renderer sets every letter after the one before, to the right. */
  private static boolean isShown(String text) {
    var characters = text.toCharArray();
    return PageFonts.show(text) && !Bidi.requiresBidi(characters, 0, characters.length);
  }

  private static byte[] rendered(Document page, Paper paper) {
    try (var document = new PDDocument();
        var renderer = builder(page, document).buildPdfRenderer()) {
      renderer.createPDFWithoutClosing();
      PdfMetadata.write(document, paper);
      return PdfBytes.of(document);
    } catch (IOException neverHappensInMemory) {
      throw new UncheckedIOException(neverHappensInMemory);
    }
  }

  private static PdfRendererBuilder builder(Document page, PDDocument document) throws IOException {
    var builder = new PdfRendererBuilder().usePDDocument(document);
    PageFonts.embed(document, builder);
    return builder
        .usePdfAConformance(PdfAConformance.PDFA_2_A)
        .usePdfUaAccessibility(true)
        .useColorProfile(PdfMetadata.colors())
        .useUriResolver((base, uri) -> null)
        .useExternalResourceAccessControl(
            (uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
        .useExternalResourceAccessControl(
            (uri, type) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI)
        .withW3cDocument(page, "");
  }

  /** With each letter and its accents as one character, as fonts have them. */
  private static String composed(String xhtml) {
    return Normalizer.normalize(xhtml, Normalizer.Form.NFC);
  }

  private static String text(Document page) {
    return page.getElementsByTagName("title").item(0).getTextContent()
        + page.getElementsByTagName("body").item(0).getTextContent();
  }

  private static Document document(String xhtml) {
    try {
      var factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xhtml)));
    } catch (ParserConfigurationException | SAXException | IOException neverHappens) {
      throw new IllegalStateException("a page is well-formed XML");
    }
  }
}
