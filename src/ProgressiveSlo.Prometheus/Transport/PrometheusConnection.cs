using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Responses;

namespace ProgressiveSlo.Prometheus.Transport;

/// <summary>
/// Sends queries to a Prometheus: tries again what another try may fix, follows no redirect to another host, and reads no more
/// than allowed. One connection serves many requests at once, of which a few are under way and the others wait.
/// </summary>
public sealed partial class PrometheusConnection : IDisposable
{
    private const int ErrorBodyBytes = 1024 * 1024;

    private static readonly TimeSpan _sayableWait = TimeSpan.FromSeconds(2);

    private readonly PrometheusAddress _address;
    private readonly PrometheusOptions _options;
    private readonly HttpClient _client;
    private readonly SemaphoreSlim _slots;
    private readonly Random _random = new();
    private readonly RetryPolicy _retries;
    private readonly TimeProvider _time;
    private volatile bool _useGet;
    private int _saidWait;

    /// <summary>Makes a connection; nothing is sent yet.</summary>
    /// <param name="address">The address, with a path prefix and a query where there are some; http or https.</param>
    /// <param name="options">Headers, credentials and limits.</param>
    /// <param name="field">What the user calls the address, for errors.</param>
    /// <exception cref="SloValidationException">The address is not one of the web, or holds a name or a password; a header cannot be
    /// sent.</exception>
    public PrometheusConnection(Uri address, PrometheusOptions options, string field = "PrometheusUri")
        : this(address, options, TimeProvider.System, field) { }

    internal PrometheusConnection(Uri address, PrometheusOptions options, TimeProvider time, string field = "PrometheusUri")
    {
        _address = new PrometheusAddress(address ?? throw new ArgumentNullException(nameof(address)), field);
        _options = options ?? throw new ArgumentNullException(nameof(options));
        _time = time;
        _slots = new SemaphoreSlim(Math.Max(1, options.MaxConcurrency));
        _retries = new RetryPolicy(options, time, NextRandom, SayWait);
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            UseCookies = false,
            MaxConnectionsPerServer = Math.Max(1, options.MaxConcurrency),
        };
        if (options.SkipCertificateCheck)
            handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");
        foreach (var header in options.Headers)
            Add(header.Key, header.Value);
    }

    /// <summary>Raised with each warning or note of the server, escaped; on any thread.</summary>
    internal event Action<string>? NoticeReceived;

    /// <summary>The address for messages, without its query.</summary>
    public string Name => _address.ToString();

    // What messages call the server: its product and where it is.
    private string Server => _options.Product + " at " + Name;

    /// <summary>Frees the connection. Requests that are under way end with an error.</summary>
    public void Dispose()
    {
        _client.Dispose();
        _slots.Dispose();
    }

    /// <summary>Sends a query and reads its answer; each try has a sink of its own.</summary>
    /// <typeparam name="T">What takes the answer's series.</typeparam>
    /// <param name="call"><c>query</c> or <c>query_range</c>.</param>
    /// <param name="form">The parameters.</param>
    /// <param name="createSink">Makes an empty sink.</param>
    /// <param name="token">Ends the request at once.</param>
    /// <param name="takesPost">Whether the call takes its parameters as a form; what is not a query does not.</param>
    /// <param name="noted">Called with what the server says beside this answer, escaped; or null.</param>
    /// <exception cref="PrometheusException">There is no answer, or none of success.</exception>
    internal Task<T> SendAsync<T>(
        string call,
        IReadOnlyList<KeyValuePair<string, string>> form,
        Func<T> createSink,
        CancellationToken token,
        bool takesPost = true,
        Action<ServerNote>? noted = null
    )
        where T : ISeriesSink =>
        AskAsync(
            call,
            form,
            takesPost,
            async (answer, errors, secrets, t) =>
            {
                var sink = createSink();
                foreach (var note in await ReadAsync(answer, sink, errors, secrets, t).ConfigureAwait(false))
                {
                    _options.Warning?.Invoke(note.Text);
                    NoticeReceived?.Invoke(note.Text);
                    noted?.Invoke(note);
                }

                return sink;
            },
            token
        );

    private async Task<T> AskAsync<T>(
        string call,
        IReadOnlyList<KeyValuePair<string, string>> form,
        bool takesPost,
        AnswerReader<T> read,
        CancellationToken token
    )
    {
        await _slots.WaitAsync(token).ConfigureAwait(false);
        try
        {
            return await _retries.ExecuteAsync(t => TryAsync(call, form, takesPost, read, t), token).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }

    // Random is not safe for threads.
    private double NextRandom()
    {
        lock (_random)
            return _random.NextDouble();
    }

    private async Task<T> TryAsync<T>(
        string call,
        IReadOnlyList<KeyValuePair<string, string>> form,
        bool takesPost,
        AnswerReader<T> read,
        CancellationToken token
    )
    {
        var authorization = _options.Authorization?.Invoke();
        var secrets = new SecretRedactor(_options.Headers.Select(h => h.Value).Append(authorization ?? "").Concat(_address.Secrets));
        var errors = new ErrorResponse(Server, secrets);
        using var timeout = _time.CreateCancellationTokenSource(_options.Timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, timeout.Token);
        try
        {
            using var answer = await RequestAsync(call, form, takesPost, authorization, either.Token).ConfigureAwait(false);

            // Not every stream ends its read when the token does; all end when the answer is disposed of.
            using var stop = either.Token.Register(a => ((HttpResponseMessage)a!).Dispose(), answer);
            return await read(answer, errors, secrets, either.Token).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            // What is packed wrongly, or was cut off on the way.
            token.ThrowIfCancellationRequested();
            throw new TransientException(errors.Malformed(null, [], "its compressed body cannot be unpacked"));
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or WebException)
        {
            token.ThrowIfCancellationRequested();
            if (timeout.IsCancellationRequested)
                throw new PrometheusException(
                    PrometheusErrorKind.Timeout,
                    FormattableString.Invariant($"{Server} gives no whole answer within {_options.Timeout.TotalSeconds} s"),
                    "Raise the timeout, or ask for fewer services or a shorter window at a time"
                );
            if (TransportFailure.IsUntrusted(e))
                throw Untrusted();
            throw new TransientException(Unreachable(e));
        }
    }

    // The redirects of one request; each is checked before anything is sent to it.
    private async Task<HttpResponseMessage> RequestAsync(
        string call,
        IReadOnlyList<KeyValuePair<string, string>> form,
        bool takesPost,
        string? authorization,
        CancellationToken token
    )
    {
        var get = _useGet || !takesPost;
        var uri = get ? _address.Call(call, Encode(form)) : _address.Call(call);
        for (var hops = 0; ; hops++)
        {
            using var request = new HttpRequestMessage(get ? HttpMethod.Get : HttpMethod.Post, uri);
            if (!get)
                request.Content = new StringContent(Encode(form), null, "application/x-www-form-urlencoded");
            if (authorization is not null)
                request.Headers.TryAddWithoutValidation("Authorization", CredentialText.CheckHeader(authorization));
            var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
            try
            {
                if (answer.StatusCode == HttpStatusCode.MethodNotAllowed && !get)
                {
                    get = _useGet = true;
                    uri = _address.Call(call, Encode(form));
                }
                else if (RedirectRule.IsRedirect(answer.StatusCode) && hops < RedirectRule.Most)
                {
                    uri = RedirectRule.ResolveTarget(uri, answer, Server);
                    var turns = !get && !RedirectRule.KeepsMethod(answer.StatusCode);
                    if (turns)
                        uri = new UriBuilder(uri)
                        {
                            Query = uri.Query.Length > 1 ? uri.Query.Substring(1) + "&" + Encode(form) : Encode(form),
                        }.Uri;
                    get |= turns;
                }
                else
                {
                    var result = answer;
                    answer = null;
                    return result;
                }
            }
            finally
            {
                answer?.Dispose();
            }
        }
    }

    // Reads what the try was sent for; each try reads anew.
    private delegate Task<T> AnswerReader<T>(
        HttpResponseMessage answer,
        ErrorResponse errors,
        SecretRedactor secrets,
        CancellationToken token
    );

    private async Task<IReadOnlyList<ServerNote>> ReadAsync<T>(
        HttpResponseMessage answer,
        T sink,
        ErrorResponse errors,
        SecretRedactor secrets,
        CancellationToken token
    )
        where T : ISeriesSink
    {
        ThrowIfRedirect(answer);
        using var stream = await answer.Content.ReadAsStreamAsync().ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
            throw await FailureAsync(answer, stream, errors, token).ConfigureAwait(false);
        if (answer.Content.Headers.ContentLength > _options.MaxResponseBytes)
            throw LimitedResponseBody.TooLarge(Server, _options.MaxResponseBytes);

        var reader = new ResponseReader(sink, errors, answer.Content.Headers.ContentType?.MediaType);
        var notes = await reader.ReadAsync(new LimitedResponseBody(stream, Server, _options.MaxResponseBytes), token).ConfigureAwait(false);
        return notes.Select(n => n with { Text = secrets.Redact(n.Text) }).ToArray();
    }

    private void ThrowIfRedirect(HttpResponseMessage answer)
    {
        if (RedirectRule.IsRedirect(answer.StatusCode))
            throw new PrometheusException(
                PrometheusErrorKind.Redirect,
                $"{Server} redirects without end",
                "Check the address and its path prefix"
            )
            {
                StatusCode = (int)answer.StatusCode,
            };
    }

    private async Task<Exception> FailureAsync(HttpResponseMessage answer, Stream stream, ErrorResponse errors, CancellationToken token)
    {
        var body = new MemoryStream();
        var buffer = new byte[8192];
        try
        {
            int read;
            while (
                body.Length < ErrorBodyBytes && (read = await stream.ReadAsync(buffer, 0, buffer.Length, token).ConfigureAwait(false)) > 0
            )
                body.Write(buffer, 0, read);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // The status says enough.
        }

        var failure = errors.Create(answer, body.ToArray());
        var repeats = ((int)answer.StatusCode == 429 || (int)answer.StatusCode >= 500) && failure.Kind != PrometheusErrorKind.Timeout;
        return repeats ? new TransientException(failure, RetryAfter(answer)) : failure;
    }

    // One line: whoever waits wants to know why nothing happens, and not each time.
    private void SayWait(TimeSpan wait, PrometheusException failure)
    {
        if (wait < _sayableWait || Interlocked.Exchange(ref _saidWait, 1) != 0)
            return;
        var text =
            FormattableString.Invariant($"{Server} answers {failure.StatusCode} and asks to wait: trying again in {wait.TotalSeconds:0} s")
            + FormattableString.Invariant($", at most {_options.MaxRetries} times for each query.");
        _options.Warning?.Invoke(text);
        NoticeReceived?.Invoke(text);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - _time.GetUtcNow() : null;

    // Messages of the transport name addresses; only the word for the failure is taken from them.
    private PrometheusException Unreachable(Exception failure) =>
        new(
            PrometheusErrorKind.Unreachable,
            $"{Server} cannot be reached, or closed the connection: {TransportFailure.Describe(failure)}",
            "Check that it runs and that host, port and scheme are right"
        );

    // Another try meets the same certificate.
    private PrometheusException Untrusted() =>
        new(
            PrometheusErrorKind.Unreachable,
            $"The certificate of {Server} is not trusted, or it speaks no TLS there",
            "Check scheme and port; install the certificate's authority on this machine, or give "
                + "-SkipCertificateCheck where the way there is trusted otherwise"
        );

    private void Add(string name, string value)
    {
        var added = false;
        try
        {
            added = CredentialText.Fits(value) && _client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }
        catch (FormatException)
        {
            // Refused below, without the value.
        }

        if (!added)
            throw new SloValidationException(
                "Header",
                $"'{ProgressiveSlo.Text.PrintableText.Escape(name)}' with its value cannot be sent as a header",
                "Use letters, digits and '-' in the name, one line of ASCII without control characters in the value, and none of "
                    + "the headers of the content"
            );
    }

    // FormUrlEncodedContent refuses long values on .NET Framework.
    private static string Encode(IReadOnlyList<KeyValuePair<string, string>> form) =>
        string.Join("&", form.Select(p => p.Key + "=" + FormEncoding.Encode(p.Value)));
}

/// <content>Small documents that are not answers of the query API: health, readiness, status.</content>
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
                ThrowIfRedirect(answer);
                using var stream = await answer.Content.ReadAsStreamAsync().ConfigureAwait(false);
                if (!answer.IsSuccessStatusCode)
                    throw await FailureAsync(answer, stream, errors, t).ConfigureAwait(false);
                var body = new LimitedResponseBody(stream, Server, MostDocumentBytes);
                var bytes = new MemoryStream();
                var buffer = new byte[8192];
                int read;
                while ((read = await body.ReadAsync(buffer, 0, t).ConfigureAwait(false)) > 0)
                    bytes.Write(buffer, 0, read);
                return new ServerDocument(bytes.ToArray(), answer.Content.Headers.ContentType?.MediaType, errors, secrets);
            },
            token
        );
}
