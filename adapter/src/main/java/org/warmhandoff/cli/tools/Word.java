package org.warmhandoff.cli.tools;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.Words;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A constant by its word, as everywhere in this program: {@code mental-health}. */
public class Word<E extends Enum<E>> implements ITypeConverter<E> {

  private final E[] all;

  /** A converter of one enum's words. */
  protected Word(E[] all) {
    this.all = all.clone();
  }

  @Override
  public E convert(String word) {
    return Arrays.stream(all)
        .filter(one -> Words.word(one).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "must be one of "
                        + Arrays.stream(all).map(Words::word).collect(Collectors.joining(", "))));
  }

  /** What may be told. */
  static final class OfSensitivity extends Word<Sensitivity> {
    OfSensitivity() {
      super(Sensitivity.values());
    }
  }

  /** In which form. */
  static final class OfForm extends Word<OutputForm> {
    OfForm() {
      super(OutputForm.values());
    }
  }

  /** How it is written. */
  static final class OfFormat extends Word<Format> {
    OfFormat() {
      super(Format.values());
    }
  }
}
