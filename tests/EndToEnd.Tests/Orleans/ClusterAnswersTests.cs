using EndToEnd.Tests.Seed;
using TestKit;

namespace EndToEnd.Tests.Orleans;

/// <summary>A cluster answers on the seed as one process does.</summary>
[Collection(nameof(SiloCluster))]
public sealed class ClusterAnswersTests(SiloCluster cluster) : GoldenAnswers, IClassFixture<SiloCluster>
{
    protected override ApiClient Api => cluster.Api;
}
