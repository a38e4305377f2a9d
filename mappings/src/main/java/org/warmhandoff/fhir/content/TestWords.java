package org.warmhandoff.fhir.content;

import java.util.Locale;
import org.warmhandoff.fhir.base.MappingContext;
import org.warmhandoff.fhir.base.Wording;
import org.warmhandoff.fhir.content.Banner.Tone;

/** What a reader sees first of what is told of a participant who is there for tests. */
public final class TestWords {

  /** Whoever reads them at night knows that nobody is in danger. */
  public static final String WORDS = "DRILL: test, no action needed";

  /** However a system cuts or writes them, these are left of them. */
  private static final String CORE = "drill: test";

  private TestWords() {}

  /** Whether a reader of that text sees them, also where it was cut; not in none. */
  public static boolean areIn(String text) {
    return text != null && text.toLowerCase(Locale.ROOT).contains(CORE);
  }

  /** The text after these words, once. */
  public static String before(String text) {
    if (text == null) {
      return WORDS;
    }
    return text.startsWith(WORDS) ? text : Wording.joined(WORDS, text);
  }

  /** The same, and before anything else that it is a test, where it is. */
  static Content marked(MappingContext context, Content content) {
    return context.participant().forTests()
        ? new Content(
            before(content.title()),
            marked(content.banner()),
            content.about(),
            content.sections(),
            content.notice())
        : content;
  }

  /** Nobody has to act on it, so it does not look as if somebody had. */
  private static Banner marked(Banner banner) {
    return new Banner(Tone.OVER, before(banner.standing()), banner.risk(), before(banner.label()));
  }
}
