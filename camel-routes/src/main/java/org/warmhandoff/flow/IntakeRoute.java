package org.warmhandoff.flow;

import static org.warmhandoff.flow.RouteStep.step;
import static org.warmhandoff.flow.Stations.INTAKE;
import static org.warmhandoff.flow.Stations.SHARE;

import org.apache.camel.builder.RouteBuilder;
import org.warmhandoff.flow.message.IntakeAnswer;
import org.warmhandoff.flow.message.Stored;
import org.warmhandoff.flow.message.Submission;
import org.warmhandoff.flow.port.Intake;
import org.warmhandoff.flow.port.Records;
import org.warmhandoff.record.reading.Reading;

/**
 * Submission in, answer out. One transaction from the store to the outbox: an answer that says
 * accepted comes after its commit.
 */
public final class IntakeRoute extends RouteBuilder {

  private final Intake intake;
  private final Records records;

  /** The way in, over these two. */
  public IntakeRoute(Intake intake, Records records) {
    this.intake = intake;
    this.records = records;
  }

  @Override
  public void configure() {
    from(INTAKE)
        .routeId("intake")
        .transacted()
        .id("one-transaction")
        .process(step(Submission.class, intake::validate))
        .id("validate")
        .process(step(Reading.class, records::store))
        .id("store")
        .enrich(SHARE, (stored, shared) -> stored)
        .id("share-and-come-back")
        .process(step(Stored.class, IntakeAnswer::to))
        .id("answer");
  }
}
