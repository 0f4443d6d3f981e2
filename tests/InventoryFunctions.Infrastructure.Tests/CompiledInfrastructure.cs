using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests;

/// <summary>One compiler for all tests of this assembly.</summary>
[CollectionDefinition(nameof(CompiledInfrastructure))]
public sealed class CompiledInfrastructure : ICollectionFixture<BicepCompiler>;
