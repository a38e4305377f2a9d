package org.warmhandoff.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.warmhandoff.cli.demo.Expectation;
import org.warmhandoff.cli.demo.Expectation.ExpectedEnd;
import org.warmhandoff.record.RecordKind;

/** What people wrote in records: strings too long to be a name or to occur by chance. */
public final class Sentences {

  private static final int LONG = 45;

  private Sentences() {}

  public static Set<String> in(JsonNode node) {
    var sentences = new LinkedHashSet<String>();
    gather(node, sentences);
    return sentences;
  }

  private static void gather(JsonNode node, Set<String> sentences) {
    if (node.isTextual() && node.textValue().length() >= LONG && node.textValue().contains(" ")) {
      sentences.add(node.textValue());
    }
    node.forEach(child -> gather(child, sentences));
  }

  /**
   * Those of all records that may not reach the partner, without those that another record of the
   * participant may bring there.
   */
  public static Set<String> withheldFrom(String partner, List<Expectation> expectations) {
    var withheld = new TreeSet<String>();
    expectations.stream()
        .filter(one -> one.what() == ExpectedEnd.WITHHELD && one.partner().equals(partner))
        .map(one -> one.key().id())
        .forEach(withheld::add);
    var kept = new TreeSet<String>();
    files().filter(file -> withheld.contains(id(file))).forEach(file -> kept.addAll(of(file)));
    files().filter(file -> !withheld.contains(id(file))).forEach(file -> kept.removeAll(of(file)));
    return kept;
  }

  private static Set<String> of(String file) {
    return in(Fixtures.tree(file));
  }

  public static Stream<String> files() {
    return Fixtures.inOrder().stream();
  }

  public static String id(String file) {
    return file.substring(file.indexOf('/') + 1, file.indexOf(".v"));
  }

  public static RecordKind kind(String file) {
    return RecordKind.of(Fixtures.tree(file).path("kind").asText()).orElseThrow();
  }
}
