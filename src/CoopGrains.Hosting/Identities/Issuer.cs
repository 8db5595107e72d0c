using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CoopGrains.Hosting.Identities;

/// <summary>The issuer cannot be asked, and what is known of it does not answer the question.</summary>
public sealed class IssuerUnavailableException() : Exception("The issuer of identities cannot be reached.");

/// <summary>
/// What the site knows of its OpenID Connect issuer: discovery document and keys. Looked up anew each hour, and when a token names a key
/// that is not known, at most every ten seconds whoever asks. While the issuer cannot be reached what was known counts, for a day.
/// </summary>
/// <remarks>
/// The framework's ConfigurationManager looks in the background, so that the first tokens under a new key would be refused, and by a
/// clock of its own. Safe to use concurrently.
/// </remarks>
public sealed partial class Issuer : IDisposable
{
    /// <summary>Between two looks at the issuer there is at least this.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    /// <summary>After this it is looked again, though nothing seems to be missing.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    /// <summary>So long what was known counts while the issuer cannot be reached.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int MostBytes = 256 * 1024;

    private readonly IdentitySettings _settings;
    private readonly bool _isDevelopment;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly HttpClient _http;
    private readonly Lock _gate = new();
    private Known? _known;
    private Task _looking = Task.CompletedTask;
    private long? _lookedAt;
    private bool _failed;

    /// <param name="settings">With an authority.</param>
    /// <param name="isDevelopment">Whether the issuer of a development site is trusted.</param>
    /// <param name="clock">For the bounds of looks.</param>
    /// <param name="log">Where to say that the issuer cannot be used.</param>
    public Issuer(IdentitySettings settings, bool isDevelopment, TimeProvider clock, ILogger<Issuer> log)
    {
        (_settings, _isDevelopment, _clock, _log) = (settings, isDevelopment, clock, log);
        // Bounded in time and size, and not followed elsewhere.
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = MostBytes,
        };
    }

    /// <summary>Called when a key is known no more: what it signed counts no more.</summary>
    public Action? KeyGone { get; set; }

    /// <summary>True when the last look at the issuer found nothing that can be used.</summary>
    public bool IsFailing => Volatile.Read(ref _failed);

    /// <summary>True when the issuer was found to be that of a development site, on a site that must not trust it.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>True when a token's issuer may be this one; what its signature is worth is told by its keys.</summary>
    internal bool Is(string? issuer) => issuer is not null && issuer.TrimEnd('/') == _settings.Authority.TrimEnd('/');

    /// <summary>The discovery document.</summary>
    /// <exception cref="IssuerUnavailableException">It is not known, and cannot be had now.</exception>
    public async ValueTask<OpenIdConnectConfiguration> ConfigurationAsync() => (await KnownAsync()).Configuration;

    /// <summary>The keys of an id, with the document they belong to; none when the issuer has no such key.</summary>
    /// <exception cref="IssuerUnavailableException">The issuer may have one, and cannot be asked now.</exception>
    internal async ValueTask<(OpenIdConnectConfiguration Configuration, SecurityKey[] Keys)> KeysAsync(string id)
    {
        var known = await KnownAsync();
        if (known.Keys.TryGetValue(id, out var keys))
            return (known.Configuration, keys);
        await LookAsync();
        known = _known ?? known;
        if (known.Keys.TryGetValue(id, out keys))
            return (known.Configuration, keys);
        return Volatile.Read(ref _failed) ? throw new IssuerUnavailableException() : (known.Configuration, []);
    }

    /// <summary>Exchanges a code for tokens; null when the issuer does not take it.</summary>
    /// <param name="form">What is sent.</param>
    /// <param name="ct">Cancels it.</param>
    /// <exception cref="IssuerUnavailableException">It cannot be asked.</exception>
    public async Task<JsonDocument?> ExchangeAsync(IEnumerable<KeyValuePair<string, string>> form, CancellationToken ct)
    {
        var configuration = await ConfigurationAsync();
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var answer = await _http.PostAsync(new Uri(configuration.TokenEndpoint), content, ct);
            if ((int)answer.StatusCode >= 500)
                throw new IssuerUnavailableException();
            return answer.IsSuccessStatusCode ? JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(ct)) : null;
        }
        catch (Exception exception)
            when (exception is HttpRequestException || (exception is OperationCanceledException && !ct.IsCancellationRequested))
        {
            LogUnreachable(_settings.Authority, exception);
            throw new IssuerUnavailableException();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async ValueTask<Known> KnownAsync()
    {
        var known = Volatile.Read(ref _known);
        if (known is null || _clock.GetElapsedTime(known.At) >= Kept)
        {
            await LookAsync();
            known = Volatile.Read(ref _known);
            return known is not null && _clock.GetElapsedTime(known.At) < Kept ? known : throw new IssuerUnavailableException();
        }
        // Nobody waits for that: what is known counts meanwhile.
        if (_clock.GetElapsedTime(known.At) >= Fresh)
            _ = LookAsync();
        return known;
    }

    // One look for all who want it.
    private Task LookAsync()
    {
        lock (_gate)
        {
            if (!_looking.IsCompleted || (_lookedAt is { } at && _clock.GetElapsedTime(at) < BetweenLooks))
                return _looking;
            _lookedAt = _clock.GetTimestamp();
            return _looking = Task.Run(FetchAsync);
        }
    }

    private async Task FetchAsync()
    {
        try
        {
            var documents = new HttpDocumentRetriever(_http) { RequireHttps = new Uri(_settings.Authority).Scheme == Uri.UriSchemeHttps };
            var found = await OpenIdConnectConfigurationRetriever.GetAsync(
                _settings.Authority.TrimEnd('/') + "/.well-known/openid-configuration", documents, CancellationToken.None);
            if (Refusal(found) is { } refusal)
            {
                LogRefused(_settings.Authority, refusal);
                Volatile.Write(ref _failed, true);
                return;
            }
            Learn(new(found, IssuerKeys.Of(found), _clock.GetTimestamp()));
            Volatile.Write(ref _failed, false);
        }
        catch (Exception exception)
        {
            // Whatever it answered: what was known before counts, and the next look comes soon.
            LogUnreachable(_settings.Authority, exception);
            Volatile.Write(ref _failed, true);
        }
    }

    private string? Refusal(OpenIdConnectConfiguration found)
    {
        if (!Is(found.Issuer))
            return "its discovery document is another issuer's";
        if (!_isDevelopment && found.AdditionalData.ContainsKey(DevelopmentIssuer.Mark))
        {
            IsRefused = true;
            return "it is the issuer of a development site, where anybody signs in as anyone";
        }
        if (!((string[])[found.AuthorizationEndpoint, found.TokenEndpoint]).All(IsSafe))
            return "an address in its discovery document is not https";
        return IssuerKeys.Of(found).Count == 0 ? "it has no key of a kind that is taken" : null;
    }

    // An issuer for systems alone has none of them.
    private static bool IsSafe(string? address) =>
        string.IsNullOrEmpty(address) || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && IdentitySettings.IsSafe(uri));

    private void Learn(Known now)
    {
        var before = Interlocked.Exchange(ref _known, now);
        if (before is not null && before.Keys.Keys.Any(id => !now.Keys.ContainsKey(id)))
            KeyGone?.Invoke();
    }

    [LoggerMessage(1, LogLevel.Warning, "The issuer {Authority} cannot be reached; what is known of it counts")]
    private partial void LogUnreachable(string authority, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "The issuer {Authority} is not used: {Reason}")]
    private partial void LogRefused(string authority, string reason);

    private sealed record Known(OpenIdConnectConfiguration Configuration, IReadOnlyDictionary<string, SecurityKey[]> Keys, long At);
}
