package org.warmhandoff.fhir;

/** The programs of the tests. */
final class Programs {

  static final Program BRIDGEWATER =
      new Program("https://id.bridgewater-iop.example", "Bridgewater Virtual IOP");

  private Programs() {}
}
