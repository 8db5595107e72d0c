using System.Net;
using CoopGrains.Contracts;
using CoopGrains.Hosting.Identities;
using Gateway.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Gateway.Tests;

/// <summary>A site whose people come with tokens of an issuer.</summary>
public sealed class IssuerSiteTests : IAsyncLifetime
{
    private readonly FakeClock _clock = new();
    private IssuerUnderTest _issuer = null!;
    private Site _site = null!;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task InitializeAsync()
    {
        _issuer = await IssuerUnderTest.StartAsync();
        _issuer.Add("key", "RS256");
        var settings = new IdentitySettings { Authority = _issuer.Address };
        _site = new(0, false, services => services.AddSingleton(new Issuer(settings, false, _clock, NullLogger<Issuer>.Instance)),
            ("Coop:Identity:Authority", _issuer.Address));
        await _site.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task Its_tokens_count_within_the_register_beside_those_of_the_development_key()
    {
        (await As(People.Coordinator).PostAsync("/v1/programs", Bodies.Program("by-issuer"))).MustBe(201);
        (await As(People.Recorder with { Roles = Roles.Coordinator }).PostAsync("/v1/programs", Bodies.Program("other"))).Is(403, "roleMissing");
        (await _site.As(People.Coordinator).GetAsync("/v1/programs/by-issuer")).MustBe(200);
        (await As(People.Operator).GetAsync("/v1/operations/quiet")).MustBe(200);
    }

    [Fact]
    public async Task Who_is_not_in_the_register_or_has_no_role_left_there_is_refused()
    {
        (await As(People.Recorder with { User = "nobody" }).GetAsync("/v1/provinces")).Is(403, "agencyUnknown");
        (await As(People.Recorder with { Agency = "vn-db-nothing" }).GetAsync("/v1/provinces")).Is(403, "agencyUnknown");
        (await As(People.Recorder).GetAsync("/v1/provinces")).MustBe(200);
        var path = $"/v1/provinces/vn-db/agencies/{People.Recorder.Agency}/users/{People.Recorder.User}";
        var ended = await As(People.Coordinator).MustAsync(HttpStatusCode.OK, "PUT", path, """{"roles":[],"cleared":false}""");
        (await As(People.Coordinator).GetAsync("/v1/provinces", ("Coop-After", ended.Header("Coop-Version")!))).MustBe(200);
        (await As(People.Recorder).GetAsync("/v1/provinces")).Is(403, "agencyUnknown");
    }

    [Fact]
    public async Task A_key_that_cannot_be_looked_up_is_503_and_says_so_in_three_languages()
    {
        (await As(People.Recorder).GetAsync("/v1/provinces")).MustBe(200);
        _issuer.IsDown = true;
        _clock.Advance(Issuer.BetweenLooks);
        _issuer.Add("next", "ES256");
        var client = _site.With(_issuer.Issue("next", Now, _issuer.Claims(People.Recorder)));
        foreach (var language in (string[])["vi", "lo", "en"])
        {
            var reply = (await client.GetAsync("/v1/provinces?lang=" + language)).Is(503, "issuerUnavailable");
            Assert.Equal("1", reply.Header("Retry-After"));
            Assert.DoesNotContain("127.0.0.1", reply.Text, StringComparison.Ordinal);
        }
        (await As(People.Recorder).GetAsync("/v1/provinces")).MustBe(200);
    }

    private Client As(Actor actor) => _site.With(_issuer.Issue("key", Now, _issuer.Claims(actor)));
}
