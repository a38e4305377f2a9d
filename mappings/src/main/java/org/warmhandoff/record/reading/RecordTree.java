package org.warmhandoff.record.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.warmhandoff.record.ProgramRecord;

/** A record as a tree of JSON, to look at its parts one by one and to do without some of them. */
public final class RecordTree {

  private RecordTree() {}

  /** The tree of a record, for whoever asked to change. */
  public static ObjectNode of(ProgramRecord record) {
    return RecordJson.tree(record);
  }

  /**
   * The record that a tree of that one says, with parts left out.
   *
   * @param whole what it was before
   * @throws IllegalArgumentException where something is left out that the record cannot be without
   */
  public static ProgramRecord record(ObjectNode tree, ProgramRecord whole) {
    try {
      return RecordJson.bind(whole.kind(), tree);
    } catch (JsonMappingException unbound) {
      throw new IllegalArgumentException(
          whole.key() + " cannot be without " + Pointers.problem(unbound).pointer(), unbound);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree that is not JSON", impossible);
    }
  }
}
