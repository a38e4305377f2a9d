package org.warmhandoff.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file of H2 whose header reaches the disk after what it points at. H2 writes a chunk and then
 * both copies of its header, and a disk may do that in another order: where the power goes in
 * between, the header points at what is not there, and what was forced last is not found either.
 */
public final class OrderedFile extends FilePathWrapper {

  /** How such a file is named to H2, before its path. */
  public static final String SCHEME = "ordered";

  /** Two copies of it, in a block of the disk each. */
  private static final long HEADER = 2 * 4096L;

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
      if (at < HEADER && unforced) {
        force(false);
      }
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
