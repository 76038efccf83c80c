using System.Net;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Prometheus.Tests.Support;
using ProgressiveSlo.Prometheus.Transport;
using ProgressiveSlo.Testing.Servers;
using Xunit;

namespace ProgressiveSlo.Prometheus.Tests.Transport;

/// <summary>Servers that repeat what they were sent, and credentials that would change the request.</summary>
public sealed class SecretTests
{
    private const string Token = "tok+en/with=chars&more \"quoted\" <é> 4711";
    private static readonly JsonSerializerOptions _relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string _long = string.Concat(Enumerable.Range(0, 140).Select(i => $"{i:x3}-{i * 7919 % 4096:x3}."));

    [Fact]
    public void A_secret_is_found_in_every_form_that_a_server_may_repeat()
    {
        var bytes = Encoding.UTF8.GetBytes(Token);
        string[] forms =
        [
            Token,
            Uri.EscapeDataString(Token),
            Uri.EscapeDataString(Token).Replace("%2F", "/", StringComparison.Ordinal).Replace("%20", "+", StringComparison.Ordinal),
            Uri.EscapeDataString(Token).ToLowerInvariant(),
            string.Concat(bytes.Select(b => $"%{b:X2}")),
            WebUtility.UrlEncode(Token),
            JsonSerializer.Serialize(Token),
            JsonSerializer.Serialize(Token, _relaxed),
            string.Concat(Token.Select(c => $"\\u{(int)c:x4}")),
            WebUtility.HtmlEncode(Token),
            string.Concat(Token.Select(c => $"&#{(int)c};")),
            string.Concat(Token.Select(c => $"&#x{(int)c:X};")),
            Convert.ToBase64String(bytes),
            Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Token)),
            Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + Token + ":x")),
            Convert.ToBase64String(Encoding.UTF8.GetBytes("token=" + Token)).Replace('+', '-').Replace('/', '_').TrimEnd('='),
        ];
        var redactor = new SecretRedactor(["Bearer " + Token]);
        Assert.All(
            forms,
            form =>
            {
                var text = redactor.Redact($"before {form} after", 10_000);
                Assert.StartsWith("before ", text, StringComparison.Ordinal);
                Assert.EndsWith(" after", text, StringComparison.Ordinal);
                Assert.True(LongestShared(text, form) < 12, $"{form} leaves {text}");
            }
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(395)]
    [InlineData(5000)]
    public async Task A_long_token_is_taken_out_before_the_answer_is_cut(int before)
    {
        await using var server = FaultServer.InTurn(r =>
            r.SendAsync(401, new string('x', before) + " auth failed for header: Bearer " + _long, "text/plain")
        );
        AssertHidden(await FailAsync(server, _long), _long);
    }

    [Theory]
    [InlineData(200, "text/html")]
    [InlineData(400, "application/json")]
    public async Task A_token_that_the_server_has_cut_itself_is_taken_out_as_far_as_it_goes(int status, string type)
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(status, "<p>Bearer " + _long[..40] + "...", type));
        AssertHidden(await FailAsync(server, _long), _long);
    }

    [Theory]
    [InlineData("?apikey=QUERYSECRET123", "QUERYSECRET123")]
    [InlineData("?a=1&key=s%2Becret%20value", "s+ecret value")]
    [InlineData("?QUERYSECRET123", "QUERYSECRET123")]
    public async Task The_query_of_the_address_is_a_secret(string query, string secret)
    {
        await using var server = new FaultServer(
            (q, r) =>
            {
                var error = $"no route for {q.Target}, that is {secret}";
                return r.SendAsync(
                    400,
                    JsonSerializer.Serialize(
                        new
                        {
                            status = "error",
                            errorType = "bad",
                            error,
                        }
                    )
                );
            }
        );
        using var connection = new PrometheusConnection(new Uri(server.Address, query), new PrometheusOptions(), new QuickTime());
        var error = await Assert.ThrowsAsync<PrometheusException>(() => AskAsync(connection));
        Assert.Contains("no route for", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ecret%20", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_an_address_that_are_no_secrets_stay_readable()
    {
        await using var server = FaultServer.InTurn(r =>
            r.SendAsync(400, """{"status":"error","errorType":"bad","error":"true is not a number"}""")
        );
        using var connection = new PrometheusConnection(new Uri(server.Address, "?dedup=true"), new PrometheusOptions(), new QuickTime());
        Assert.Contains(
            "true is not a number",
            (await Assert.ThrowsAsync<PrometheusException>(() => AskAsync(connection))).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("abc\r\nEvil: 1")]
    [InlineData("abc\nEvil: 1")]
    [InlineData("abc\0def")]
    [InlineData("abc\u0085def")]
    [InlineData("abc\u001bdef")]
    [InlineData("abcödef")]
    [InlineData("abc\n\n")]
    [InlineData("\n")]
    [InlineData("")]
    public void A_token_that_no_header_can_hold_is_refused_without_being_shown(string token)
    {
        var error = Assert.Throws<SloValidationException>(() => CredentialText.CleanToken(Secure(token), _ => { }));
        Assert.Equal("Token", error.Problem.Field);
        Assert.DoesNotContain("abc", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task A_line_break_at_the_end_of_a_token_is_left_out_with_a_warning(string end)
    {
        var warnings = new List<string>();
        var token = CredentialText.CleanToken(Secure("abc.def" + end), warnings.Add);
        await using var server = FaultServer.InTurn(r => r.SendAsync(200, FaultReply.One));
        using var connection = new PrometheusConnection(
            server.Address,
            new PrometheusOptions { Authorization = PrometheusAuthorization.Bearer(token) },
            new QuickTime()
        );
        await AskAsync(connection);
        Assert.Equal("Bearer abc.def", server.Requests.Single().Header("Authorization"));
        Assert.Contains("line break", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Same(token, CredentialText.CleanToken(token, warnings.Add));
    }

    [Theory]
    [InlineData("me:x", "secret")]
    [InlineData("me\n", "secret")]
    [InlineData("me", "sec\nret")]
    [InlineData("me", "sec\0ret")]
    public void A_name_or_a_password_that_would_mean_something_else_is_refused(string name, string password) =>
        Assert.DoesNotContain(
            "sec",
            Assert.Throws<SloValidationException>(() => CredentialText.CleanPassword(name, Secure(password), _ => { })).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("a\u001bb")]
    [InlineData("a\u007fb")]
    [InlineData("aöb")]
    public void A_header_with_a_control_character_or_a_letter_outside_of_ASCII_is_refused(string value) =>
        Assert.DoesNotContain(
            value,
            Assert
                .Throws<SloValidationException>(() =>
                    new PrometheusConnection(new Uri("http://localhost"), new PrometheusOptions { Headers = [new("X-A", value)] })
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Nothing_is_sent_with_an_authorization_that_no_header_can_hold()
    {
        await using var server = FaultServer.InTurn(r => r.SendAsync(200, FaultReply.One));
        using var connection = new PrometheusConnection(
            server.Address,
            new PrometheusOptions { Authorization = () => "Bearer abc\r\nEvil: 1" },
            new QuickTime()
        );
        await Assert.ThrowsAsync<SloValidationException>(() => AskAsync(connection));
        Assert.Empty(server.Requests);
    }

    private static void AssertHidden(PrometheusException error, string secret) =>
        Assert.True(LongestShared(error.ToString(), secret) < 12, error.ToString());

    // The longest part of the secret that the text has, up to 12 characters.
    private static int LongestShared(string text, string secret)
    {
        for (var length = Math.Min(12, secret.Length); length > 0; length--)
        {
            var starts = Enumerable.Range(0, secret.Length - length + 1);
            if (starts.Any(i => text.Contains(secret.Substring(i, length), StringComparison.Ordinal)))
                return length;
        }

        return 0;
    }

    private static SecureString Secure(string text)
    {
        var secure = new SecureString();
        foreach (var c in text)
            secure.AppendChar(c);
        return secure;
    }

    private static Task<SeriesList> AskAsync(PrometheusConnection connection) =>
        new PrometheusApi(connection).QueryAsync("up", DateTime.UnixEpoch, () => new SeriesList(), TestContext.Current.CancellationToken);

    private static async Task<PrometheusException> FailAsync(FaultServer server, string token)
    {
        using var connection = new PrometheusConnection(
            server.Address,
            new PrometheusOptions { Authorization = () => "Bearer " + token },
            new QuickTime()
        );
        return await Assert.ThrowsAsync<PrometheusException>(() => AskAsync(connection));
    }
}
