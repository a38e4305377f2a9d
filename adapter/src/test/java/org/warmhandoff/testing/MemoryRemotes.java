package org.warmhandoff.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.warmhandoff.flow.message.Written;
import org.warmhandoff.partner.write.Remotes;

/** The ledger of one partner's ids, kept in memory. */
public final class MemoryRemotes implements Remotes {

  private final Map<String, Remote> kept = new ConcurrentHashMap<>();

  @Override
  public Optional<Remote> find(String partner, String type, String identifier) {
    return Optional.ofNullable(kept.get(type + " " + identifier));
  }

  /** Keeps what a receipt says was written. */
  public void keep(List<Written> written) {
    written.forEach(
        one -> kept.put(one.type() + " " + one.identifier(), new Remote(one, Optional.empty())));
  }

  /** Keeps what the partner named as made and did not show. */
  public void keepUnseen(List<Written> named, Instant now) {
    named.forEach(
        one ->
            kept.putIfAbsent(
                one.type() + " " + one.identifier(), new Remote(one, Optional.of(now))));
  }

  /** A person lets it be made again. */
  public void forgetUnseen() {
    kept.values().removeIf(one -> one.unseenSince().isPresent());
  }
}
