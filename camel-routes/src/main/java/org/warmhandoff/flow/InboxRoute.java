package org.warmhandoff.flow;

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.file;
import static org.warmhandoff.flow.RouteStep.last;

import java.io.File;
import java.nio.file.Path;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.warmhandoff.flow.port.Inbox;

/**
 * Files of records in; what is in them takes the same way as HTTP's. The inbox files each away
 * itself, so a file that broke on the way is simply still there at the next look.
 */
public final class InboxRoute extends RouteBuilder {

  private final Inbox inbox;
  private final Path directory;
  private final long everyMillis;

  /**
   * Watches a directory.
   *
   * @param everyMillis pause between two looks, in milliseconds
   */
  public InboxRoute(Inbox inbox, Path directory, long everyMillis) {
    this.inbox = inbox;
    this.directory = directory;
    this.everyMillis = everyMillis;
  }

  @Override
  public void configure() {
    GenericFileFilter<File> whole = file -> inbox.whole(file.getFile());
    getContext().getRegistry().bind("whole-file", whole);
    getContext().getRegistry().bind("file-stays", new FileStays());
    getContext().getRegistry().bind("ready-first", new ReadyFirst(inbox));
    from(file(directory.toString())
            .delay(everyMillis)
            .initialDelay(0)
            .filter("#whole-file")
            .noop(true)
            .idempotent(false)
            .advanced()
            .pollStrategy("#ready-first")
            .exceptionHandler("#file-stays"))
        .routeId("inbox")
        .onException(Exception.class)
        .handled(true)
        .logHandled(false)
        .logStackTrace(false)
        .process(FileStays::report)
        .end()
        .process(last(File.class, inbox::take))
        .id("take");
  }

  private static final class ReadyFirst extends DefaultPollingConsumerPollStrategy {

    private final Inbox inbox;

    ReadyFirst(Inbox inbox) {
      this.inbox = inbox;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
      inbox.ready();
      return true;
    }
  }
}
