using System.Security.Cryptography;
using InventoryFunctions.Callbacks;
using InventoryFunctions.PurchaseOrders.Approval;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.Callbacks;

/// <summary>Tokens and links without a host.</summary>
internal static class TestTokens
{
    public static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(CallbackOptions.MinKeyBytes));

    public static TaskTokens With(TimeProvider clock, string key, string? previous = null) => new(
        new SigningKeys(Options.Create(new CallbackOptions { SigningKey = key, PreviousSigningKey = previous }), NullLogger<SigningKeys>.Instance), clock);

    public static CallbackLinks Links(string? baseUrl = null, params (string Setting, string Value)[] host) => new(
        Options.Create(new CallbackOptions { BaseUrl = baseUrl }),
        new ConfigurationBuilder().AddInMemoryCollection(host.Select(setting => KeyValuePair.Create(setting.Setting, (string?)setting.Value))).Build());

    public static ApprovalLinks Approval(TaskTokens tokens) => new(Links("https://inventory.example.com/api"), tokens);
}
