terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
provider "aws" {
 region="us-east-1"
}
variable "i" {}
resource "aws_lb" "x" {
  subnets = ["subnet-1"]
}
resource "aws_lb" "t" {
  subnets = ["subnet-1"]
  timeouts {
    create = "5m"
  }
}
resource "aws_lb" "c" {
  count = 2
  subnets = ["subnet-1"]
}
resource "aws_lb" "f" {
  for_each = toset(["a"])
  subnets = ["subnet-1"]
}
resource "aws_acm_certificate" "x" {
  domain_name = "a.example"
}
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_s3_bucket_object" "o" {
  bucket = "a"
  key = "b"
}
data "aws_availability_zones" "x" {
}
locals {
  lb = aws_lb.x
  lbs = aws_lb.c
}
resource "aws_eks_cluster" "x" {
  name = "a"
  role_arn = "arn:aws:iam::123456789012:role/a"
  vpc_config {
    subnet_ids = ["a"]
  }
}
