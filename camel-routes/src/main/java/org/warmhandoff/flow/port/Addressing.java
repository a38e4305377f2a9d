package org.warmhandoff.flow.port;

/** Who should have a record: by care network, by place, by address. */
@FunctionalInterface
public interface Addressing {

  /** Everybody who should have what was stored, or what was waiting for it. */
  Parcel address(Stored stored);
}
