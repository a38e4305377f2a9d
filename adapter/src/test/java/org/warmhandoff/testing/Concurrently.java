package org.warmhandoff.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Lets several do their work from the same moment on. */
public final class Concurrently {

  private static final int PATIENCE = 60;

  private Concurrently() {}

  /** What each of them came back with, in their order. */
  public static <T> List<T> all(List<? extends Callable<? extends T>> works) throws Exception {
    var threads = Executors.newFixedThreadPool(works.size());
    var start = new CyclicBarrier(works.size());
    try {
      var under = new ArrayList<Future<? extends T>>();
      for (var work : works) {
        under.add(
            threads.submit(
                () -> {
                  start.await(PATIENCE, TimeUnit.SECONDS);
                  return work.call();
                }));
      }
      var done = new ArrayList<T>();
      for (var one : under) {
        done.add(get(one));
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> T get(Future<T> one) throws Exception {
    try {
      return one.get(PATIENCE, TimeUnit.SECONDS);
    } catch (ExecutionException broken) {
      throw new AssertionError("one of those that worked at once broke", broken.getCause());
    }
  }
}
