package dev.cusp.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A file from the network. What has arrived is kept beside the target, so that a download that was
 * interrupted goes on where it ended; the target is there once all of it has the right checksum.
 */
public final class Download {
  private static final int BLOCK = 1 << 16;

  private Download() {}

  /** Is told how much has arrived. */
  @FunctionalInterface
  public interface Progress {
    /**
     * After each block.
     *
     * @param all how many bytes there are; -1 where nobody knows
     */
    void arrived(long bytes, long all);
  }

  /**
   * Fetches a file, if it is not there.
   *
   * @param sha256 of the whole file, in hexadecimal digits
   * @throws IOException with what to do about it: no network, another answer, another checksum
   */
  public static void fetch(URI from, Path target, String sha256, Progress progress)
      throws IOException {
    if (Files.exists(target)) {
      return;
    }
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build()) {
      receive(client, from, part, progress);
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new IOException(
          "%s could not be fetched: %s; if there is no network, put the file there yourself: %s"
              .formatted(from, why, target),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(from + ": interrupted; what has arrived is kept", e);
    }
    String sum = Cache.sum(part);
    if (!sum.equalsIgnoreCase(sha256)) {
      Files.delete(part);
      throw new IOException(
          "%s has the SHA-256 %s, but should have %s; nothing was kept"
              .formatted(from, sum, sha256));
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void receive(HttpClient client, URI from, Path part, Progress progress)
      throws IOException, InterruptedException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(from);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<InputStream> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = answer.body()) {
      switch (answer.statusCode()) {
        case 206 -> {}
        case 200 -> have = 0; // the server does not know of ranges: all of it comes again
        case 416 -> {
          return; // there is nothing after what is here; the checksum tells whether that is right
        }
        default -> throw new IOException("the server answers " + answer.statusCode());
      }
      long coming = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
      long all = coming < 0 ? -1 : have + coming;
      try (FileChannel out =
          FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        out.truncate(have).position(have);
        var sink = Channels.newOutputStream(out);
        for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
          sink.write(block);
          have += block.length;
          progress.arrived(have, all);
        }
      }
      if (all >= 0 && have < all) {
        throw new IOException("it ended after %d of %d bytes, which are kept".formatted(have, all));
      }
    }
  }
}
