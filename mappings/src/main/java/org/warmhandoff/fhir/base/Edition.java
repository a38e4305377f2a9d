package org.warmhandoff.fhir.base;

/**
 * Which disclosure of a record it is. A version is told once more where consent changes what may be
 * told of it.
 *
 * @param version the record's, from 1
 * @param number 1 where the version is told for the first time
 */
public record Edition(int version, int number) {

  public Edition {
    if (version < 1 || number < 1) {
      throw new IllegalArgumentException("versions and editions are counted from 1");
    }
  }

  /** The first of that version. */
  public static Edition first(int version) {
    return new Edition(version, 1);
  }

  /**
   * What the identifiers of that record end in, such as {@code CP-1-v2}, or {@code CP-1-v2.3} where
   * the second version is told for the third time.
   */
  public String of(String recordId) {
    return recordId + "-v" + version + (number == 1 ? "" : "." + number);
  }
}
