using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;

namespace ProgressiveSlo.Prometheus.Transport;

/// <content>Small documents that are no answers of the query API: health, readiness, status.</content>
public sealed partial class PrometheusConnection
{
    private const int MostDocumentBytes = 4 * 1024 * 1024;

    /// <summary>Reads a document with GET, under the same rules as queries.</summary>
    /// <param name="path">A call below the API, or a path below the address when it begins with <c>/</c>.</param>
    /// <param name="token">Ends the request at once.</param>
    /// <exception cref="PrometheusException">There is no answer, or none of success.</exception>
    internal Task<ServerDocument> GetAsync(string path, CancellationToken token) =>
        AskAsync(
            path,
            [],
            takesPost: false,
            async (answer, errors, secrets, t) =>
            {
                RefuseRedirect(answer);
                using var stream = await answer.Content.ReadAsStreamAsync().ConfigureAwait(false);
                if (!answer.IsSuccessStatusCode)
                    throw await FailureAsync(answer, stream, errors, t).ConfigureAwait(false);
                var body = new LimitedBody(stream, Server, MostDocumentBytes);
                var bytes = new MemoryStream();
                var buffer = new byte[8192];
                int read;
                while ((read = await body.ReadAsync(buffer, 0, t).ConfigureAwait(false)) > 0)
                    bytes.Write(buffer, 0, read);
                return new ServerDocument(bytes.ToArray(), answer.Content.Headers.ContentType?.MediaType, errors, secrets);
            },
            token);
}
