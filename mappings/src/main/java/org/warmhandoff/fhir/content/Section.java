package org.warmhandoff.fhir.content;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A heading and what stands under it.
 *
 * @param code the section in the program's own code system
 */
public record Section(String code, String heading, Layout form, List<Line> lines) {

  /** How the lines belong together. */
  public enum Layout {
    FACTS,
    LIST,
    /** In this order. */
    STEPS
  }

  /** A line, under a label of its own where it has one. */
  public record Line(Optional<String> label, String text) {

    public Line {
      requireNonNull(label);
      requireNonNull(text);
    }

    private String plain() {
      return label.map(words -> text.isEmpty() ? words : words + ": " + text).orElse(text);
    }
  }

  public Section {
    requireNonNull(code);
    requireNonNull(heading);
    requireNonNull(form);
    lines = List.copyOf(lines);
  }

  static Section facts(String code, String heading, Stream<Line> lines) {
    return new Section(code, heading, Layout.FACTS, lines.toList());
  }

  static Section list(String code, String heading, Stream<Line> lines) {
    return new Section(code, heading, Layout.LIST, lines.toList());
  }

  static Section list(String code, String heading, List<String> texts) {
    return list(code, heading, texts.stream().map(Section::line));
  }

  static Section steps(String code, String heading, Stream<Line> lines) {
    return new Section(code, heading, Layout.STEPS, lines.toList());
  }

  /** A line without a label. */
  public static Line line(String text) {
    return new Line(Optional.empty(), text);
  }

  /** A line under a label of its own. */
  public static Line line(String label, String text) {
    return new Line(Optional.of(label), text);
  }

  /** No line if there is nothing to say. */
  public static Stream<Line> line(String label, Optional<String> text) {
    return text.map(words -> line(label, words)).stream();
  }

  /** Whether anything stands under the heading. */
  public boolean isFilled() {
    return !lines.isEmpty();
  }

  /** Without markup, one line each, numbered where the order matters. */
  public String plain() {
    return IntStream.range(0, lines.size())
        .mapToObj(index -> number(index) + lines.get(index).plain())
        .collect(joining("\n"));
  }

  /** Without markup, in one line under its heading. */
  public String sentence() {
    return heading + ": " + plain().replace("\n", "; ");
  }

  private String number(int index) {
    return form == Layout.STEPS ? (index + 1) + ". " : "";
  }
}
