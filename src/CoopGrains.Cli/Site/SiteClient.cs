using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CoopGrains.Cli.Identities;
using CoopGrains.Contracts;

namespace CoopGrains.Cli.Site;

/// <summary>Speaks HTTP to a site. What may be tried again is: a write carries its key, so repeating it is harmless.</summary>
internal sealed class SiteClient(Uri address, KeyFile key, TimeProvider clock) : IDisposable
{
    private const int Attempts = 12;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(40) };

    /// <summary>Sends a write under an idempotency key.</summary>
    public Task<SiteReply> WriteAsync(Actor actor, string method, string path, string idempotencyKey, string body, CancellationToken ct) =>
        SendAsync(() =>
        {
            var content = new StringContent(body, Encoding.UTF8, "application/json");
            var request = new HttpRequestMessage(new(method), path) { Content = content };
            request.Headers.Add("Idempotency-Key", idempotencyKey);
            return request;
        }, actor, ct);

    /// <summary>Reads, when given a version not before the site shows it.</summary>
    public Task<SiteReply> ReadAsync(Actor actor, string path, string? after, CancellationToken ct) => SendAsync(() =>
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (after is not null)
            request.Headers.Add("Coop-After", after);
        return request;
    }, actor, ct);

    /// <summary>Sends a file under an idempotency key.</summary>
    public Task<SiteReply> UploadAsync(Actor actor, string path, byte[] content, string mediaType, string idempotencyKey, CancellationToken ct) =>
        SendAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(content) };
            request.Content.Headers.ContentType = new(mediaType);
            request.Headers.Add("Idempotency-Key", idempotencyKey);
            return request;
        }, actor, ct);

    /// <summary>Saves an answer as it comes; a file that is cut is a failure.</summary>
    public async Task DownloadAsync(Actor actor, string path, Stream output, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.TokenFor(actor));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!response.IsSuccessStatusCode)
                throw new Failure($"GET {path} was answered {(await ReadReplyAsync(response, ct)).Problem()}");
            await response.Content.CopyToAsync(output, ct);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new Failure($"{address} broke off: {exception.Message}");
        }
    }

    /// <summary>Reads what has to be there.</summary>
    public async Task<JsonElement> RequireAsync(Actor actor, string path, CancellationToken ct)
    {
        var reply = await ReadAsync(actor, path, null, ct);
        return reply.Succeeded ? reply.Body : throw new Failure($"GET {path} was answered {reply.Problem()}");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<SiteReply> SendAsync(Func<HttpRequestMessage> make, Actor actor, CancellationToken ct)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            var (reply, wait, trouble) = await TryAsync(make, actor, ct);
            if (reply is not null && wait is null)
                return reply;
            if (attempt == Attempts)
                return reply ?? throw new Failure($"{address} does not answer: {trouble}");
            await Task.Delay(wait is { } asked && asked > pause ? asked : pause, clock, ct);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    // A wait means: worth another attempt, and not before that.
    private async Task<(SiteReply? Reply, TimeSpan? Wait, string Trouble)> TryAsync(
        Func<HttpRequestMessage> make, Actor actor, CancellationToken ct)
    {
        using var request = make();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.TokenFor(actor));
        request.Headers.AcceptLanguage.ParseAdd("en");
        try
        {
            using var response = await _http.SendAsync(request, ct);
            var reply = await ReadReplyAsync(response, ct);
            var busy = response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;
            return (reply, busy ? response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero : null, "");
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException || (exception is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return (null, TimeSpan.Zero, exception.Message);
        }
    }

    private static async Task<SiteReply> ReadReplyAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var text = await response.Content.ReadAsByteArrayAsync(ct);
        var body = default(JsonElement);
        if (text.Length > 0 && response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true)
        {
            using var document = JsonDocument.Parse(text);
            body = document.RootElement.Clone();
        }
        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
        return new(response.StatusCode, body, Header("Coop-Version"), Header("Idempotency-Replayed") == "true");
    }
}
