package org.warmhandoff.benchmarks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void percentilesAreFiguresThatWereMeasured() {
    var figures = IntStream.rangeClosed(1, 200).mapToObj(Double::valueOf).toList();
    var shuffled = new ArrayList<>(figures);
    Collections.reverse(shuffled);

    var sample = new Sample(shuffled);

    assertThat(sample.median()).isEqualTo(100);
    assertThat(sample.percentile(95)).isEqualTo(190);
    assertThat(sample.percentile(99)).isEqualTo(198);
    assertThat(sample.least()).isEqualTo(1);
    assertThat(sample.greatest()).isEqualTo(200);
  }

  @Test
  void oneFigureIsAllPercentiles() {
    var sample = new Sample(List.of(7.0));

    assertThat(sample.median()).isEqualTo(7);
    assertThat(sample.percentile(99)).isEqualTo(7);
  }
}
