package org.warmhandoff.fhir;

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
record Section(String code, String heading, Form form, List<Line> lines) {

  /** How the lines belong together. */
  enum Form {
    FACTS,
    LIST,
    /** In this order. */
    STEPS
  }

  /** A line, under a label of its own where it has one. */
  record Line(Optional<String> label, String text) {

    Line {
      requireNonNull(label);
      requireNonNull(text);
    }

    private String plain() {
      return label.map(words -> text.isEmpty() ? words : words + ": " + text).orElse(text);
    }
  }

  Section {
    requireNonNull(code);
    requireNonNull(heading);
    requireNonNull(form);
    lines = List.copyOf(lines);
  }

  static Section facts(String code, String heading, Stream<Line> lines) {
    return new Section(code, heading, Form.FACTS, lines.toList());
  }

  static Section list(String code, String heading, Stream<Line> lines) {
    return new Section(code, heading, Form.LIST, lines.toList());
  }

  static Section list(String code, String heading, List<String> texts) {
    return list(code, heading, texts.stream().map(Section::line));
  }

  static Section steps(String code, String heading, Stream<Line> lines) {
    return new Section(code, heading, Form.STEPS, lines.toList());
  }

  static Line line(String text) {
    return new Line(Optional.empty(), text);
  }

  static Line line(String label, String text) {
    return new Line(Optional.of(label), text);
  }

  /** No line if there is nothing to say. */
  static Stream<Line> line(String label, Optional<String> text) {
    return text.map(words -> line(label, words)).stream();
  }

  boolean isFilled() {
    return !lines.isEmpty();
  }

  /** Without markup, one line each, numbered where the order matters. */
  String plain() {
    return IntStream.range(0, lines.size())
        .mapToObj(index -> number(index) + lines.get(index).plain())
        .collect(joining("\n"));
  }

  /** Without markup, in one line under its heading. */
  String sentence() {
    return heading + ": " + plain().replace("\n", "; ");
  }

  private String number(int index) {
    return form == Form.STEPS ? (index + 1) + ". " : "";
  }
}
