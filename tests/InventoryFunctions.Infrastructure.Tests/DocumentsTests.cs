using System.Reflection;
using System.Text.RegularExpressions;
using InventoryFunctions.Infrastructure.Tests.Rules;
using InventoryFunctions.Testing;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Infrastructure.Tests;

/// <summary>What docs/ tells people to call and to set is there.</summary>
public sealed partial class DocumentsTests
{
    private static readonly string Text = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(File.ReadAllText));

    [Fact]
    public void Documents_Calls_AreThoseOfTheApp()
    {
        (string Method, string Route)[] named =
        [
            .. Calls().Matches(Text).Select(call => (call.Groups[1].Value, call.Groups[2].Value)),
            .. Addresses().Matches(Text).Select(address => ("", address.Groups[1].Value)),
        ];

        Assert.True(named.Length >= 15);
        Assert.All(named, call => Assert.Contains(Routes, there => there.Answers(call.Method, call.Route)));
    }

    [Fact]
    public void Documents_Settings_AreRead()
    {
        string[] named = [.. Settings().Matches(Text).Select(setting => setting.Value)];

        Assert.NotEmpty(named);
        Assert.All(named, setting => Assert.Contains(setting, AppSettings.Read));
    }

    [Fact]
    public void Documents_FunctionsThatAreSwitchedOff_AreThere()
    {
        string[] named = [.. Switches().Matches(Text).Select(setting => setting.Groups[1].Value)];

        Assert.NotEmpty(named);
        Assert.All(named, function => Assert.Contains(function, Functions.Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)));
    }

    private static IEnumerable<MethodInfo> Functions =>
        typeof(InventoryServices).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FunctionAttribute)));

    private static IReadOnlyList<Call> Routes { get; } =
    [
        .. from function in Functions
           from parameter in function.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           select new Call(trigger.Methods!, trigger.Route!.Split('/')),
    ];

    [GeneratedRegex(@"\b(GET|POST|PUT|DELETE) /([^\s`""?]+)")]
    private static partial Regex Calls();

    [GeneratedRegex(@"/api/([^\s`""?]+)")]
    private static partial Regex Addresses();

    [GeneratedRegex(@"\b[A-Z]\w*?__\w+")]
    private static partial Regex Settings();

    [GeneratedRegex(@"AzureWebJobs_(\w+)_Disabled")]
    private static partial Regex Switches();

    private sealed record Call(string[] Methods, string[] Route)
    {
        public bool Answers(string method, string path)
        {
            string[] parts = path.Split('/');
            return (method.Length == 0 || Methods.Contains(method, StringComparer.OrdinalIgnoreCase))
                && parts.Length == Route.Length
                && Route.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
        }
    }
}
