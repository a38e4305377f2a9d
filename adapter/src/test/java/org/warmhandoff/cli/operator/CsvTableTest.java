package org.warmhandoff.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

  private final CsvTable table = new CsvTable("to", "what");

  private String row(Object... cells) {
    table.row(cells);
    return table.toString();
  }

  @Test
  void cellsAreDividedByCommasAndRowsEndAsTheRfcSays() {
    assertThat(row("riverside", 2)).isEqualTo("to,what\r\nriverside,2\r\n");
  }

  @Test
  void whatWouldEndACellIsQuotedAndQuotesAreDoubled() {
    assertThat(row("Riverside, \"RX\"", "one\r\ntwo"))
        .isEqualTo("to,what\r\n\"Riverside, \"\"RX\"\"\",\"one\r\ntwo\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@sum", "\tx"})
  void whatASpreadsheetWouldCountBeginsWithAnApostrophe(String formula) {
    assertThat(row(formula, "x")).isEqualTo("to,what\r\n'" + formula + ",x\r\n");
  }

  @Test
  void aFormulaThatNeedsQuotesHasBoth() {
    assertThat(row("=HYPERLINK(\"http://x\",\"y\")", "x"))
        .isEqualTo("to,what\r\n\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",x\r\n");
  }
}
