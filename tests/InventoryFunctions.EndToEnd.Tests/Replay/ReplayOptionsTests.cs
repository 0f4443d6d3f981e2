using InventoryFunctions.Retail.Replay;

namespace InventoryFunctions.EndToEnd.Tests.Replay;

public sealed class ReplayOptionsTests
{
    [Fact]
    public void Parse_FileAlone_TakesTheDefaults() =>
        Assert.Equal(
            (null, "http://127.0.0.1:7071/api/", "allOrNothing", 50),
            ReplayOptions.Parse(["orders.csv"]) is var options ? (options.Speed, options.Address.ToString(), options.Policy, options.InFlight) : default);

    [Theory]
    [InlineData("http://127.0.0.1:7072", "http://127.0.0.1:7072/api/")]
    [InlineData("https://shop.example/", "https://shop.example/api/")]
    [InlineData("https://shop.example/stock/v1", "https://shop.example/stock/v1/")]
    public void Parse_Address_GetsThePrefixUnlessItHasOne(string given, string taken) =>
        Assert.Equal(new Uri(taken), ReplayOptions.Parse(["orders.csv", "--address", given]).Address);

    [Fact]
    public void Parse_ValuesInEitherForm_AreRead()
    {
        ReplayOptions options = ReplayOptions.Parse(["--speed=2.5", "orders.csv", "--policy", "partial", "--in-flight=7"]);

        Assert.Equal(("orders.csv", 2.5, "partial", 7), (options.File, options.Speed, options.Policy, options.InFlight));
    }

    [Theory]
    [InlineData("which file?")]
    [InlineData("one file at a time; 'b' is too much", "a", "b")]
    [InlineData("--speed '0' is no number above zero", "a", "--speed", "0")]
    [InlineData("--speed '' is no number above zero", "a", "--speed")]
    [InlineData("--address 'here' is no http", "a", "--address", "here")]
    [InlineData("--policy 'some' is neither", "a", "--policy", "some")]
    [InlineData("--in-flight '1001' is no whole number", "a", "--in-flight", "1001")]
    [InlineData("unknown option '--fast'", "a", "--fast")]
    public void Parse_WhatMakesNoSense_IsRefusedByName(string refusal, params string[] arguments) =>
        Assert.StartsWith(refusal, Assert.Throws<ArgumentException>(() => ReplayOptions.Parse(arguments)).Message, StringComparison.Ordinal);
}
