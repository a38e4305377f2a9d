package org.warmhandoff.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system for H2 of which every write is recorded, so that a file can be made as a power cut
 * would have left it at any moment: all that was forced to the disk is in it, and of what came
 * after the last time some blocks are and some are not, in whichever order.
 */
public final class Cuttable extends FilePathWrapper {

  private static final int BLOCK = 4096;
  private static final List<Operation> OPERATIONS = new ArrayList<>();

  /** What was done to the file. */
  private sealed interface Operation {

    @SuppressWarnings("ArrayRecordComponent") // written once and never compared
    record Write(long at, byte[] bytes) implements Operation {}

    record Truncate(long size) implements Operation {}

    /** Of what was done, so much was there when it began. */
    record Force(int done) implements Operation {}
  }

  /** From now on {@code cut:} is a scheme of H2's. */
  public static void register() {
    org.h2.store.fs.FilePath.register(new Cuttable());
  }

  @Override
  public String getScheme() {
    return "cut";
  }

  /** How much was done so far. */
  public static int moments() {
    synchronized (OPERATIONS) {
      return OPERATIONS.size();
    }
  }

  /**
   * The file as a cut after so many operations leaves it.
   *
   * @param kept of those blocks that were not forced to the disk, from 0 to 1; where it is near 1
   *     what was written looks whole and is not
   */
  public static void leave(Path file, int moment, double kept, Random random) throws IOException {
    List<Operation> done;
    synchronized (OPERATIONS) {
      done = List.copyOf(OPERATIONS.subList(0, moment));
    }
    var forced =
        done.stream()
            .filter(Operation.Force.class::isInstance)
            .mapToInt(one -> ((Operation.Force) one).done())
            .max()
            .orElse(0);
    Files.deleteIfExists(file);
    try (var out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (var at = 0; at < done.size(); at++) {
        var isForced = at < forced;
        apply(done.get(at), out, () -> isForced || random.nextDouble() < kept);
      }
    }
  }

  private static void apply(Operation one, FileChannel out, BooleanSupplier isThere)
      throws IOException {
    if (one instanceof Operation.Write write) {
      for (var from = 0; from < write.bytes().length; from += BLOCK) {
        if (isThere.getAsBoolean()) {
          var length = Math.min(BLOCK, write.bytes().length - from);
          out.write(ByteBuffer.wrap(write.bytes(), from, length), write.at() + from);
        }
      }
    } else if (one instanceof Operation.Truncate truncate && isThere.getAsBoolean()) {
      out.truncate(truncate.size());
    }
  }

  private static void note(Operation operation) {
    synchronized (OPERATIONS) {
      OPERATIONS.add(operation);
    }
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Recorded(getBase().open(mode));
  }

  private static final class Recorded extends FileBaseDefault {

    private final FileChannel file;

    Recorded(FileChannel file) {
      this.file = file;
    }

    @Override
    public synchronized int write(ByteBuffer from, long at) throws IOException {
      var bytes = new byte[from.remaining()];
      from.duplicate().get(bytes);
      var written = file.write(from, at);
      note(new Operation.Write(at, bytes));
      return written;
    }

    @Override
    public synchronized int read(ByteBuffer into, long at) throws IOException {
      return file.read(into, at);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      note(new Operation.Truncate(size));
      file.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      var done = moments();
      file.force(metaData);
      note(new Operation.Force(done));
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }
  }
}
