using InventoryFunctions.EmbeddedHost.Durable;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class InstanceIdsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("@entity")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    public void Validate_WhatAzureRefuses_IsRefused(string id) => Assert.Throws<ArgumentException>(() => InstanceIds.Validate(id));

    [Fact]
    public void Validate_AHundredCharacters_AreTheMost()
    {
        InstanceIds.Validate(new string('x', 100));

        Assert.Contains("this one has 101", Assert.Throws<ArgumentException>(() => InstanceIds.Validate(new string('x', 101))).Message, StringComparison.Ordinal);
    }
}
