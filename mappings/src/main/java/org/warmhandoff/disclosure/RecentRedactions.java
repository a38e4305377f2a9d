package org.warmhandoff.disclosure;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;

/**
 * What was left of the records that were cut last. Of the very same object only, which never
 * changes: to compare a record with others would take as long as to cut it. Safe for many threads.
 */
final class RecentRedactions {

  private static final int MOST = 256;
  private static final int AT_FIRST = 16;
  private static final float LOAD = 0.75f;

  /** Of whom by its identity, which others may share. */
  private record Asked(int identity, Set<Sensitivity> mayKnow) {

    static Asked of(ProgramRecord whole, Set<Sensitivity> mayKnow) {
      return new Asked(System.identityHashCode(whole), Set.copyOf(mayKnow));
    }
  }

  /** As long as there is memory: a record may be large. */
  private final Map<Asked, SoftReference<RedactedRecord>> byRecord =
      new LinkedHashMap<>(AT_FIRST, LOAD, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<Asked, SoftReference<RedactedRecord>> eldest) {
          return size() > MOST;
        }
      };

  synchronized Optional<RedactedRecord> find(ProgramRecord whole, Set<Sensitivity> mayKnow) {
    return Optional.ofNullable(byRecord.get(Asked.of(whole, mayKnow)))
        .map(SoftReference::get)
        .filter(left -> left.whole() == whole);
  }

  synchronized void keep(Set<Sensitivity> mayKnow, RedactedRecord left) {
    byRecord.put(Asked.of(left.whole(), mayKnow), new SoftReference<>(left));
  }
}
