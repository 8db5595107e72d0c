namespace EndToEnd.Tests.Processes;

/// <summary>Tests that take turns with one cluster: it takes longer to make than most of them run.</summary>
[CollectionDefinition(nameof(Cluster))]
public sealed class SharedCluster : ICollectionFixture<Cluster>;
