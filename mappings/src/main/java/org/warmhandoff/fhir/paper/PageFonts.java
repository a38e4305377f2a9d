package org.warmhandoff.fhir.paper;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The two fonts of a PDF, and what they can show. */
final class PageFonts {

  private static final String FAMILY = "Page Sans";
  private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";

  private static final byte[] REGULAR = font("DejaVuSansCondensed.ttf");
  private static final byte[] BOLD = font("DejaVuSansCondensed-Bold.ttf");
  private static final BitSet SHOWN = shown();

  private PageFonts() {}

  static void embed(PDDocument document, PdfRendererBuilder builder) throws IOException {
    builder
        .useFont(new PDFontSupplier(in(document, REGULAR)), FAMILY, 400, FontStyle.NORMAL, true)
        .useFont(new PDFontSupplier(in(document, BOLD)), FAMILY, 700, FontStyle.NORMAL, true);
  }

  /** Without ligatures: who searches for a medication must find it. */
  private static PDFont in(PDDocument document, byte[] bytes) throws IOException {
    var font = new TTFParser(true).parse(new RandomAccessReadBuffer(bytes));
    font.setEnableGsub(false);
    document.registerTrueTypeFontForClosing(font);
    return PDType0Font.load(document, font, true);
  }

  /** Whether every character of the text comes out as it should, in either weight. */
  static boolean show(String text) {
    return text.codePoints().allMatch(character -> character == '\n' || SHOWN.get(character));
  }

  private static BitSet shown() {
    var shown = glyphs(REGULAR);
    shown.and(glyphs(BOLD));
    shown.stream().filter(character -> !standsAlone(character)).forEach(shown::clear);
    return shown;
  }

  private static BitSet glyphs(byte[] font) {
    try (var parsed = new TTFParser().parse(new RandomAccessReadBuffer(font))) {
      var glyphs = parsed.getUnicodeCmapLookup();
      return IntStream.rangeClosed(' ', Character.MAX_CODE_POINT)
          .filter(character -> glyphs.getGlyphId(character) != 0)
          .collect(BitSet::new, BitSet::set, BitSet::or);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * A glyph is not enough for scripts that run from right to left, nor for marks that must be put
   * on the letter before: nothing here does that.
   */
  private static boolean standsAlone(int character) {
    return switch (Character.getDirectionality(character)) {
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
          Character.DIRECTIONALITY_ARABIC_NUMBER ->
          false;
      default -> !isMark(character);
    };
  }

  private static boolean isMark(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.FORMAT,
          Character.CONTROL,
          Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }

  private static byte[] font(String file) {
    try (var font = PageFonts.class.getResourceAsStream(FOLDER + file)) {
      return font.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
