package org.warmhandoff.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file of H2 whose header reaches the disk after what it points at, and of each chunk the end
 * after all that is before it.
 *
 * <p>H2 writes a chunk and then both copies of the file's header, and a disk may do that in another
 * order: where the power goes in between, the header points at what is not there, and what was
 * forced last is not found either. A chunk itself H2 takes for whole where its first and its last
 * block are there, and it sums up nothing in between: one that lacks a block would be opened, and
 * found to be broken when that block is read.
 */
public final class OrderedFile extends FilePathWrapper {

  /** How such a file is named to H2, before its path. */
  public static final String SCHEME = "ordered";

  /** H2's, and no larger than what a disk writes wholly or not at all. */
  private static final int BLOCK = 4096;

  /** Two copies of it, in a block each. */
  private static final long HEADER = 2L * BLOCK;

  /** H2 finds it by its scheme from now on. */
  public static void register() {
    FilePath.register(new OrderedFile());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(getBase().open(mode));
  }

  /**
   * By position a channel is read and written by several threads at once, as H2 does with its own.
   */
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  private static final class Channel extends FileBaseDefault {

    private final FileChannel file;
    private volatile boolean unforced;

    Channel(FileChannel file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
      if (at < HEADER) {
        return writeAfterAllElse(from, at);
      }
      // of two blocks, both are looked for
      return from.remaining() > 2 * BLOCK ? writeChunk(from, at) : writeNow(from, at);
    }

    private int writeChunk(ByteBuffer from, long at) throws IOException {
      var end = from.limit();
      var last = end - BLOCK;
      var first = at - from.position();
      from.limit(last);
      while (from.hasRemaining()) {
        writeNow(from, first + from.position());
      }
      from.limit(end);
      writeAfterAllElse(from, first + last);
      return Math.toIntExact(first + from.position() - at);
    }

    private int writeAfterAllElse(ByteBuffer from, long at) throws IOException {
      if (unforced) {
        force(false);
      }
      return writeNow(from, at);
    }

    private int writeNow(ByteBuffer from, long at) throws IOException {
      try {
        return file.write(from, at);
      } finally {
        unforced = true; // else a force that began before would count for it
      }
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      return file.read(into, at);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      file.truncate(size);
    }

    /** What is written meanwhile may be in it or not, and so counts as not forced. */
    @Override
    public void force(boolean metaData) throws IOException {
      unforced = false;
      try {
        file.force(metaData);
      } catch (IOException cannot) {
        unforced = true;
        throw cannot;
      }
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
