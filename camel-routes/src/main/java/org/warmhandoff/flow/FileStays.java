package org.warmhandoff.flow;

import static org.slf4j.LoggerFactory.getLogger;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;

/** Tells of a file that broke on its way in, without its name, which may hold PHI. */
final class FileStays implements ExceptionHandler {

  private static final Logger log = getLogger(FileStays.class);

  /** What broke on the way of one file. */
  static void report(Exchange exchange) {
    report(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
  }

  private static void report(Throwable exception) {
    log.error(
        "a file of the inbox could not be taken; it stays and is tried again: {}",
        WhenThingsBreak.trace(exception));
  }

  @Override
  public void handleException(Throwable exception) {
    report(exception);
  }

  @Override
  public void handleException(String message, Throwable exception) {
    report(exception);
  }

  @Override
  public void handleException(String message, Exchange exchange, Throwable exception) {
    report(exception);
  }
}
