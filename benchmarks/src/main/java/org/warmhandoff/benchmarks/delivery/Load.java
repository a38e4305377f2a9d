package org.warmhandoff.benchmarks.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Many of the same, so many at a time: each hand begins the next when it is done with one. */
final class Load {

  /** One of many, by its number from 0 upwards. */
  interface Task {
    void go(int number) throws Exception;
  }

  private Load() {}

  /** Does all of them and says how long each took, in milliseconds. */
  static List<Double> run(int parallel, int count, Task task) throws InterruptedException {
    var hands = Executors.newFixedThreadPool(parallel);
    try {
      var next = new AtomicInteger();
      var work = new ArrayList<Callable<List<Double>>>();
      for (var hand = 0; hand < parallel; hand++) {
        work.add(() -> all(next, count, task));
      }
      var took = new ArrayList<Double>();
      for (var done : hands.invokeAll(work)) {
        took.addAll(done.get());
      }
      return took;
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } finally {
      hands.shutdownNow();
    }
  }

  private static List<Double> all(AtomicInteger next, int count, Task task) throws Exception {
    var took = new ArrayList<Double>();
    for (var number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
      var before = System.nanoTime();
      task.go(number);
      took.add((System.nanoTime() - before) / 1e6);
    }
    return took;
  }
}
