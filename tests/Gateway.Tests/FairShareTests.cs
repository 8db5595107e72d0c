using Gateway.Tests.Kit;

namespace Gateway.Tests;

public sealed class FairShareTests
{
    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_again_and_others_are_served_meanwhile()
    {
        var site = new Site(userRequestsPerSecond: 20, publicReads: false);
        await site.InitializeAsync();
        try
        {
            var hasty = site.As(People.Recorder);
            var replies = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => hasty.GetAsync("/v1/provinces")));
            var refused = replies.Where(reply => reply.StatusCode == 429).ToList();
            Assert.NotEmpty(refused);
            Assert.All(refused, reply => reply.Is(429, "rateExceeded"));
            Assert.All(refused, reply => Assert.Equal("1", reply.Header("Retry-After")));
            Assert.All(replies, reply => Assert.Matches("^\"caller\";r=[0-9]+;t=1$", reply.Header("RateLimit")));
            Assert.All(replies.Except(refused), reply => Assert.Equal(200, reply.StatusCode));
            Assert.Equal(200, (await site.As(People.Confirmer).GetAsync("/v1/provinces")).StatusCode);
        }
        finally
        {
            await site.DisposeAsync();
        }
    }
}
