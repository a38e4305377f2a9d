package org.warmhandoff.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.warmhandoff.flow.message.DeliveryState;
import org.warmhandoff.store.DeliveryView;
import org.warmhandoff.store.DeliveryView.Extent;
import org.warmhandoff.store.DeliveryView.Handed;

/** A delivery as the API shows it, in codes and ids. What is not known yet is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliverySummary(
    long delivery,
    String kind,
    String record,
    int version,
    String participant,
    String partner,
    String priority,
    String state,
    String note,
    int attempts,
    boolean inDoubt,
    boolean underWay,
    Instant plannedAt,
    Instant dueAt,
    Instant settledAt,
    String form,
    String patient,
    String matchedBy,
    String remote,
    String remoteVersion,
    List<String> leftOut,
    String disclosed,
    String basis,
    List<String> withheld) {

  private static String words(Extent extent) {
    return extent.withheld().isEmpty() ? "whole" : "parts";
  }

  /** The delivery as it stands. */
  public static DeliverySummary of(DeliveryView view) {
    var handed = view.handed();
    var extent = view.disclosed();
    var link = handed.flatMap(Handed::link);
    return new DeliverySummary(
        view.id(),
        view.key().kind().word(),
        view.key().id(),
        view.version(),
        view.participantId(),
        view.partner(),
        view.priority().word(),
        view.state().word(),
        view.stand().note(),
        view.stand().attempts(),
        view.stand().inDoubt(),
        view.stand().underWay(),
        view.when().plannedAt(),
        view.state() == DeliveryState.WAITING ? view.when().dueAt() : null,
        view.when().settledAt().orElse(null),
        handed.map(one -> one.form().word()).orElse(null),
        link.map(one -> one.patient()).orElse(null),
        link.map(one -> one.how().word()).orElse(null),
        handed.flatMap(Handed::remote).orElse(null),
        handed.flatMap(Handed::remoteVersion).orElse(null),
        handed.map(Handed::leftOut).orElse(null),
        extent.map(DeliverySummary::words).orElse(null),
        extent.map(one -> one.basis().word()).orElse(null),
        extent.map(Extent::withheld).orElse(null));
  }
}
